using System.Text.Json;
using AttX.Cli.Bench;
using AttX.Ground;
using AttX.Models;

namespace AttX.Cli.Tests.Commands;

/// <summary>Checks that the figures are present and consistent; none is compared with a time.</summary>
public sealed class BenchTests
{
    [Fact]
    public void Prints_json()
    {
        CommandRun run = CommandRun.Of("bench", "--widths", "8,8,16", "--threads", "2", "--seconds", "0.01", "--json");
        Assert.Equal((App.Done, ""), (run.ExitCode, run.Error));
        JsonElement json = JsonDocument.Parse(run.Output).RootElement;
        foreach (string key in new[] { "fmaPeakGflops", "trainWindowsPerSecond", "trainShareOfPeak", "expectedWesadSeconds" })
            Assert.True(json.GetProperty(key).GetDouble() > 0, key);
        JsonProperty[] inference = [.. json.GetProperty("inferenceWindowsPerSecond").EnumerateObject()];
        Assert.Equal(["1", "16", "64"], inference.Select(batch => batch.Name));
        Assert.All(inference, batch => Assert.True(batch.Value.GetDouble() > 0));
        Assert.Contains(json.GetProperty("tier").GetString(), new[] { "512", "256", "128", "scalar" });
        Assert.Equal(2, json.GetProperty("threads").GetInt32());
        Assert.Equal([8, 8, 16], json.GetProperty("widths").EnumerateArray().Select(w => w.GetInt32()));
        Assert.True(json.GetProperty("expectedPaperTableSeconds").GetDouble() >= json.GetProperty("expectedWesadSeconds").GetDouble());
    }

    [Fact]
    public void Prints_a_table()
    {
        string output = CommandRun.Of("bench", "--widths", "8,8,8", "--seconds", "0.01").Output;
        foreach (string text in new[] { "GFLOP/s", "training", "inference, batch 64", "leave-one-subject-out", "25 configurations" })
            Assert.Contains(text, output);
    }

    [Theory]
    [InlineData("--threads", "0")]
    [InlineData("--threads", "many")]
    [InlineData("--widths", "32,64")]
    [InlineData("--widths", "1,2,3")]
    [InlineData("--seconds", "0")]
    [InlineData("--seconds", "NaN")]
    public void Wrong_options_are_one_line_and_exit_2(string option, string value)
    {
        CommandRun run = CommandRun.Of("bench", option, value);
        Assert.Equal((App.WrongUsage, ""), (run.ExitCode, run.Output));
        Assert.Contains(option, Assert.Single(run.ErrorLines));
    }

    [Fact]
    public async Task Stops_within_a_figure_when_interrupted()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        using StringWriter output = new(), error = new();
        Task<int> run = Task.Run(() => Verbs.Run(new App(output, error, errorIsTerminal: false), ["bench", "--widths", "8,8,8", "--seconds", "3600", "--threads", "2"], stop.Token));
        Assert.Equal(App.Interrupted, await run.WaitAsync(TimeSpan.FromMinutes(2)));
    }

    [Fact]
    public void The_papers_table_has_25_different_configurations()
    {
        IReadOnlyList<AttXNetOptions> table = WesadCost.PaperTable(new AttXNetOptions());
        Assert.Equal(25, table.Select(o => (string.Join(',', o.Branches), o.Connection, string.Join(',', o.Stages), o.Attention)).Distinct().Count());
    }

    [Fact]
    public void A_run_takes_one_round_per_set_of_concurrent_folds()
    {
        double windowsPerFold = 100 * WesadCost.Windows * 14.0 / 15;
        Assert.Equal(15 * windowsPerFold / 200, WesadCost.RunSeconds(200, workers: 1), 1e-6);
        Assert.Equal(8 * windowsPerFold / 100, WesadCost.RunSeconds(200, workers: 2), 1e-6);
    }

    [Theory]
    [InlineData(2, new double[] { 3, 1, 2 })]
    [InlineData(2.5, new double[] { 4, 1, 3, 2 })]
    public void The_median_is_the_middle(double median, double[] values) => Assert.Equal(median, Median.Of(values));
}
