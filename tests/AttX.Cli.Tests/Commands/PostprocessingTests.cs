using System.Globalization;
using System.Text.Json.Nodes;
using AttX.Testing;

namespace AttX.Cli.Tests.Commands;

/// <summary>Smoothing, abstention and alarms on the command line.</summary>
public sealed class PostprocessingTests(CohortFixture cohort, PredictionModels models) : IClassFixture<PredictionModels>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Predict_smooths_abstains_and_counts_alarms()
    {
        string model = models.Model("wrist", "train");
        Assert.Equal(App.Done, Predict(model, "plain.csv").ExitCode);
        CommandRun run = Predict(model, "acted.csv", "--smooth", "10", "--abstain", "0.6", "--alarm", "0.55,0.5", "--report", _folder["page.html"]);
        Assert.Equal((App.Done, ""), (run.ExitCode, run.ExitCode == App.Done ? "" : run.Error));
        Assert.Contains("Probabilities are means of the log-odds over the last 10 s: they lag by 4 s.", run.Output);
        Assert.Contains("An alarm is raised where stress reaches 0.55, and ends below 0.5.", run.Output);
        string[][] plain = Rows("plain.csv"), acted = Rows("acted.csv");
        Assert.Equal(("basis", "alarm"), (plain[0][8], acted[0][9]));
        Assert.NotEqual(plain[20][4], acted[20][4]);
        Assert.All(acted[1..], cells => Assert.Equal(
            cells[4].Length == 0 ? "no estimate" : Math.Max(P(cells[4]), P(cells[5])) < 0.6 ? "uncertain" : P(cells[5]) > 0.5 ? "stress" : "non-stress", cells[3]));
        Assert.All(acted[1..], cells => Assert.Contains(cells[9], (string[])["on", "off"]));
        Assert.Contains("Uncertain", File.ReadAllText(_folder["page.html"]));
        JsonNode json = JsonNode.Parse(Predict(model, "json.csv", "--json", "--alarm", "0.55,0.5").Output)!["recordings"]![0]!;
        Assert.True(json["alarms"]!.GetValue<int>() >= 0 && json["alarmsPerHour"]!.GetValue<double>() >= 0);
    }

    [Fact]
    public void Evaluate_scores_what_smoothing_gives()
    {
        string model = models.Model("wrist", "train");
        string[] scores = [.. new[] { "plain", "smooth" }.Select(name =>
        {
            Assert.Equal(App.Done, CommandRun.Of(
                ["evaluate", model, cohort.Path, "--no-cache", "--out", _folder[name], .. name == "smooth" ? (string[])["--smooth", "20"] : []]).ExitCode);
            return File.ReadAllText(_folder[name, "subjects", "S2", "predictions.csv"]);
        })];
        Assert.NotEqual(scores[0], scores[1]);
        Assert.Contains("\"smoothSeconds\": 20", File.ReadAllText(_folder["smooth", "result.json"]));
    }

    [Fact]
    public void Stream_does_what_predict_does()
    {
        CommandRun run = CommandRun.Of("stream", models.Model("wrist", "train"), "--source", $"replay:{cohort.Path}/S3@max", "--json", "--abstain", "0.999", "--alarm", "0.5,0.5");
        Assert.Equal((App.Done, ""), (run.ExitCode, run.ExitCode == App.Done ? "" : run.Error));
        Assert.Contains(run.OutputLines, line => line.Contains("\"estimate\":\"uncertain\",\"alarm\":", StringComparison.Ordinal));
        Assert.Contains(run.ErrorLines, line => line.StartsWith("alarms: ", StringComparison.Ordinal) && line.TrimEnd().EndsWith("per hour of estimates", StringComparison.Ordinal));
        Assert.Contains(run.ErrorLines, line => line.StartsWith("An alarm is raised where stress reaches 0.5, and ends below 0.5.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--alarm 0.4,0.6", "--alarm 0.4,0.6: an alarm")]
    [InlineData("--alarm 0.4", "--alarm must be two probabilities, ON and OFF, such as 0.8,0.5, got 0.4.")]
    [InlineData("--alarm a,b", "--alarm takes numbers, separated by commas; got a,b.")]
    [InlineData("--smooth 1", "--smooth must be longer than the 2 s between windows")]
    [InlineData("--smooth 0", "--smooth 0 asks for nothing: leave it out.")]
    [InlineData("--smooth NaN", "got NaN")]
    [InlineData("--abstain 1.5", "--abstain must be above 1/2")]
    public void What_cannot_be_done_is_refused_before_any_work(string given, string problem)
    {
        CommandRun run = Predict(models.Model("wrist", "train"), "refused.csv", given.Split(' '));
        Assert.NotEqual(App.Done, run.ExitCode);
        Assert.Contains(problem, run.Error);
        Assert.DoesNotContain("unexpected", run.Error);
        Assert.False(File.Exists(_folder["refused.csv"]));
    }

    private CommandRun Predict(string model, string file, params string[] more) =>
        CommandRun.Of(["predict", model, Path.Combine(cohort.Path, "S3"), "--out", _folder[file], .. more]);

    private string[][] Rows(string file) => [.. File.ReadAllLines(_folder[file]).Select(line => line.Split(','))];

    private static double P(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
