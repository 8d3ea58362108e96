using System.Globalization;
using System.Text.Json;
using AttX.ModelFiles;
using AttX.Testing;

namespace AttX.Cli.Tests.Commands;

public sealed class InspectTests(CohortFixture cohort) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_model_says_what_it_is()
    {
        Assert.Equal(App.Done, CommandRun.Of(
            "train", cohort.Path, "--out", _folder["a.attx"], "--no-cache", "--device", "wrist", "--rate", "32", "--window", "4", "--widths", "8,8,8", "--epochs", "1", "--hold-out", "S4").ExitCode);
        TrainedModel model = TrainedModel.Load(_folder["a.attx"]);
        CommandRun run = CommandRun.Of("inspect", _folder["a.attx"]);
        Assert.Equal((App.Done, ""), (run.ExitCode, run.Error));
        foreach (string text in new[]
        {
            model.Metadata.Card!, "a network of ", "BVP and EDA of the wrist, windows of 4 s at 32 Hz", "running+train: an estimate rests on what the session has heard so far",
            "2 subjects: S2, S3", "1 subject: S4", "calibrated    no", model.Sha256(), "\"widths\":[8,8,8]", $"Next: attx predict {_folder["a.attx"]} RECORDING",
        })
            Assert.Contains(text, run.Output);
        using JsonDocument json = JsonDocument.Parse(CommandRun.Of("inspect", _folder["a.attx"], "--json").Output);
        Assert.Equal(("running", "S4"), (json.RootElement.GetProperty("basis").GetString(), json.RootElement.GetProperty("heldOut")[0].GetString()));
        Assert.Equal(model.Metadata.Card, json.RootElement.GetProperty("card").GetString());
        Assert.Contains("--rate would be ignored", Assert.Single(CommandRun.Of("inspect", _folder["a.attx"], "--rate", "3").ErrorLines));
    }

    [Fact]
    public void Values_are_followed_by_their_own_unit()
    {
        File.WriteAllLines(_folder["a.csv"], ["ecg_uV", .. Enumerable.Range(0, 2560).Select(i => (1000 * Math.Sin(i / 40.0)).ToString("F3", CultureInfo.InvariantCulture))]);
        string[] command = ["inspect", _folder["a.csv"], "--rate", "256"];
        Assert.Matches("-1 to 1 mV \\([µu]V in the file\\), mean", CommandRun.Of(command).Output);
        using JsonDocument json = JsonDocument.Parse(CommandRun.Of([.. command, "--json"]).Output);
        Assert.Equal("mV", json.RootElement.GetProperty("subjects")[0].GetProperty("channels")[0].GetProperty("quality").GetProperty("unit").GetString());
    }
}
