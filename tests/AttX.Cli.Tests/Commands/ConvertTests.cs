using AttX.Testing;

namespace AttX.Cli.Tests.Commands;

public sealed class ConvertTests(CohortFixture cohort) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("bids")]
    [InlineData("wesad")]
    public void A_run_on_what_was_converted_predicts_the_same(string form)
    {
        Assert.Equal(App.Done, CommandRun.Of("convert", cohort.Path, "--to", form, "--device", "wrist", "--out", _folder["data"]).ExitCode);
        Assert.Equal(App.Done, CommandRun.Of([.. cohort.Loso(_folder["one"]), "--task", "stress"]).ExitCode);
        string[] other = cohort.Loso(_folder["two"]);
        other[1] = _folder["data"];
        Assert.Equal(App.Done, CommandRun.Of([.. other, "--task", "stress"]).ExitCode);
        foreach (string subject in new[] { "S2", "S3", "S4" })
            Assert.Equal(File.ReadAllText(_folder["one", "folds", subject, "predictions.csv"]), File.ReadAllText(_folder["two", "folds", subject, "predictions.csv"]));
    }

    [Fact]
    public void A_recording_is_converted_with_its_options_and_its_clock_comes_out_again()
    {
        string model = _folder["model.attx"], csv = _folder["ann.csv"];
        Assert.Equal(App.Done, CommandRun.Of(["train", .. cohort.Loso(model)[1..]]).ExitCode);
        File.WriteAllText(csv, "time_s,one,two\n" + string.Concat(Enumerable.Range(0, 64 * 40).Select(i =>
            FormattableString.Invariant($"{1714159676 + (i / 64.0):R},{Math.Sin(i * 0.1)},{1 + Math.Sin(i * 0.01)}\n"))));
        string[] options = ["--column", "bvp=one", "--column", "eda=two", "--unit", "eda=uS"];
        CommandRun run = CommandRun.Of(["convert", csv, "--to", "bids", "--device", "wrist", "--out", _folder["bids"], .. options]);
        Assert.Equal((App.Done, ""), (run.ExitCode, run.ExitCode == App.Done ? "" : run.Error));
        File.WriteAllText(_folder["bids", "sub-ann", "beh", "sub-ann_task-session_events.tsv"], "onset\tduration\ttrial_type\n12.5\t0\tdoor\n");

        CommandRun inspect = CommandRun.Of("inspect", _folder["bids"]);
        Assert.Contains("  starts 2024-04-26 19:27:56 UTC", inspect.Output);
        Assert.Contains("  1 events: door 12.5 s", inspect.Output);
        Assert.Contains("\"name\": \"door\"", CommandRun.Of("inspect", _folder["bids"], "--json").Output);

        Assert.Equal(App.Done, CommandRun.Of("predict", model, _folder["bids"], "--out", _folder["a.csv"], "--report", _folder["a.html"]).ExitCode);
        string[] lines = File.ReadAllLines(_folder["a.csv"]);
        Assert.EndsWith(",clock", lines[0]);
        Assert.EndsWith(",2024-04-26T19:27:56Z", lines[1]);
        Assert.EndsWith(",2024-04-26T19:27:58Z", lines[2]);
        Assert.Contains("class=\"mark\"", File.ReadAllText(_folder["a.html"]));
        Assert.Contains("<title>door</title>", File.ReadAllText(_folder["a.html"]));
    }

    [Fact]
    public void A_folder_that_holds_something_is_left_alone()
    {
        CommandRun run = CommandRun.Of("convert", cohort.Path, "--to", "bids", "--device", "wrist", "--out", cohort.Path);
        Assert.Equal(App.WrongUsage, run.ExitCode);
        Assert.Contains("is not empty; choose another folder, or empty it.", Assert.Single(run.ErrorLines));
    }

    [Fact]
    public void Two_devices_are_asked_for_one() => Assert.Contains("--device is missing: the data have chest and wrist",
        Assert.Single(CommandRun.Of("convert", cohort.Path, "--to", "bids", "--out", _folder["data"]).ErrorLines));
}
