using System.Globalization;
using System.Text.Json.Nodes;
using AttX.ModelFiles;
using AttX.Models;
using AttX.Options;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Testing;

namespace AttX.Cli.Tests.Live;

/// <summary><c>attx predict</c> and <c>attx stream</c> with a model that can miss sensors, on recordings that lack some.</summary>
public sealed class MissingSensorTests(CohortFixture cohort) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_recording_without_EDA_is_predicted_from_BVP_and_everything_says_so()
    {
        CommandRun run = CommandRun.Of(["predict", Model(), WithoutEda(), "--time-unit", "s", "--out", _folder["a.csv"], "--report", _folder["a.html"]]);
        Assert.Equal((App.Done, ""), (run.ExitCode, run.ExitCode == App.Done ? "" : run.Error));
        Assert.Contains("without: lacks eda; its estimates rest on bvp.", run.Error);
        string[][] rows = [.. File.ReadAllLines(_folder["a.csv"]).Select(line => line.Split(','))];
        Assert.Equal("sensors", rows[0][8]);
        Assert.Contains(rows, row => row[8] == "bvp");
        Assert.All(rows[1..], row => Assert.Equal(row[3] == "no estimate" ? "" : "bvp", row[8]));
        Assert.Contains("Sensors that the estimates rest on", File.ReadAllText(_folder["a.html"]));
        run = CommandRun.Of(["predict", Model(), WithoutEda(), "--time-unit", "s", "--out", _folder["b.csv"], "--json"]);
        Assert.Equal(rows.Count(row => row[8] == "bvp"), JsonNode.Parse(run.Output)!["recordings"]![0]!["sensors"]!["bvp"]!.GetValue<int>());
    }

    [Fact]
    public void A_stream_may_begin_without_a_sensor_or_lose_one()
    {
        string[] lines = [.. Enumerable.Range(0, 60).Select(s => WristModel.Second(WristModel.Person(cohort), s, s < 40 ? ["bvp", "eda"] : ["bvp"]))];
        string[] given = ["stream", Model(), "--source", "stdin", "--calibration", "10", "--rates"];
        CommandRun lost = CommandRun.Fed(WristModel.Text(lines), [.. given, "bvp=64,eda=4", "--json"]);
        Assert.Equal(["bvp,eda", "bvp"], lost.OutputLines.Select(Sensors).Where(s => s.Length > 0).Distinct());
        CommandRun text = CommandRun.Fed(WristModel.Text(lines), [.. given, "bvp=64,eda=4"]);
        Assert.Matches(@"(?m)%  from bvp\+eda: bvp \d+ %, eda \d+ % +\d+\.\d ms", text.Output);
        Assert.Matches(@"(?m)%  from bvp +\d+\.\d ms", text.Output);
        Assert.Single(text.OutputLines.Select(line => line.TrimEnd('\r').Length).Distinct());
        CommandRun alone = CommandRun.Fed(WristModel.Text(lines), [.. given, "bvp=64", "--json"]);
        Assert.Equal(["bvp"], alone.OutputLines.Select(Sensors).Where(s => s.Length > 0).Distinct());
        Assert.DoesNotContain("eda:", alone.Error);
        CommandRun replayed = CommandRun.Of(["stream", Model(), "--source", $"replay:{WithoutEda()}@max", "--time-unit", "s", "--calibration", "10", "--json"]);
        Assert.Equal(["bvp"], replayed.OutputLines.Select(Sensors).Where(s => s.Length > 0).Distinct());
        Assert.Contains("without: lacks eda; the estimates rest on bvp.", replayed.Error);
        Assert.Contains("say the rate of each that there is, no others", CommandRun.Fed(WristModel.Text(lines), [.. given, "resp=64"]).Error);
    }

    private static string Sensors(string line) => string.Join(',', JsonNode.Parse(line)!["sensors"]!.AsArray().Select(s => s!.GetValue<string>()));

    private string Model()
    {
        ExperimentOptions options = ExperimentOptions.For(Device.Wrist) with { Widths = [8, 8, 8], SensorDropout = 0.3 };
        using FileStream stream = File.Create(_folder["model.safetensors"]);
        new TrainedModel(new AttXNet(options.Network(options.Networks[0]), seed: 3), new ModelMetadata { Options = options, Branches = options.Networks[0] }).Save(stream);
        return _folder["model.safetensors"];
    }

    private string WithoutEda()
    {
        Channel bvp = WristModel.Person(cohort).Channels[0];
        File.WriteAllLines(_folder["without.csv"],
            ["time,BVP", .. bvp.Samples.Take(60 * 64).Select((x, i) => string.Create(CultureInfo.InvariantCulture, $"{i / 64.0},{x:R}"))]);
        return _folder["without.csv"];
    }
}
