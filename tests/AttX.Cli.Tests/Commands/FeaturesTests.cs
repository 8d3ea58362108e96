using System.Globalization;
using System.Text.Json;
using AttX.Testing;

namespace AttX.Cli.Tests.Commands;

public sealed class FeaturesTests(CohortFixture cohort) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Windows_of_every_subject_are_written_with_label_and_features()
    {
        CommandRun run = CommandRun.Of("features", cohort.Path, "--out", _folder["f.csv"], "--window", "20");
        Assert.Equal((App.Done, ""), (run.ExitCode, run.ExitCode == App.Done ? "" : run.Error));
        Assert.StartsWith("S2: ", run.OutputLines[0], StringComparison.Ordinal);
        Assert.Contains("Next: attx loso", run.OutputLines[^1]);
        string[][] cells = [.. File.ReadLines(_folder["f.csv"]).Select(line => line.Split(','))];
        Assert.Equal(["subject", "start_s", "label", "ecg_hr_mean"], cells[0][..4]);
        Assert.Equal(["S2", "S3", "S4"], cells.Skip(1).Select(c => c[0]).Distinct());
        Assert.Contains(cells, c => c[2] == "stress");
        int rate = Array.IndexOf(cells[0], "ecg_hr_mean"), level = Array.IndexOf(cells[0], "eda_mean"), ulf = Array.IndexOf(cells[0], "ecg_ulf");
        Assert.All(cells.Skip(1), c => Assert.InRange(double.Parse(c[rate], CultureInfo.InvariantCulture), 40, 170));
        Assert.All(cells.Skip(1), c => Assert.InRange(double.Parse(c[level], CultureInfo.InvariantCulture), 0.1, 30));
        Assert.All(cells.Skip(1), c => Assert.Equal("", c[ulf]));
    }

    [Fact]
    public void Each_option_changes_the_result()
    {
        string before = Written();
        foreach (string[] option in (string[][])[["--device", "wrist"], ["--window", "15"], ["--hop", "7"], ["--features", "eda_mean"], ["--modalities", "ecg"], ["--eda-decomposition", "convex"]])
            Assert.NotEqual(before, Written(option));
    }

    [Fact]
    public void Json_counts_windows_and_names_empty_features()
    {
        CommandRun run = CommandRun.Of("features", cohort.Path, "--out", _folder["f.csv"], "--window", "20", "--modalities", "ecg", "--json");
        using JsonDocument json = JsonDocument.Parse(run.Output);
        Assert.Equal(18, json.RootElement.GetProperty("features").GetArrayLength());
        Assert.Contains("ecg_ulf", json.RootElement.GetProperty("empty").EnumerateArray().Select(e => e.GetString()));
        JsonElement first = json.RootElement.GetProperty("recordings")[0];
        Assert.Equal(first.GetProperty("windows").GetInt32(), first.GetProperty("labels").EnumerateObject().Sum(l => l.Value.GetInt32()));
        Assert.Contains("empty in every window: ecg_ulf", Assert.Single(run.ErrorLines));
    }

    [Fact]
    public void A_recording_without_labels_has_windows_from_its_start()
    {
        File.WriteAllText(_folder["r.csv"], "time_s,eda_uS\n" + string.Concat(Enumerable.Range(0, 400).Select(i => FormattableString.Invariant($"{i / 4.0},{3 + Math.Sin(0.05 * i)}\n"))));
        CommandRun run = CommandRun.Of("features", _folder["r.csv"], "--out", _folder["f.csv"]);
        Assert.Equal(App.Done, run.ExitCode);
        Assert.Equal(["r,0,", "r,30,"], File.ReadLines(_folder["f.csv"]).Skip(1).Select(line => string.Join(',', line.Split(',')[..3])));
    }

    [Theory]
    [InlineData("--hop 0", "attx: --hop must be longer than 0 s, got 0.")]
    [InlineData("--window -1", "attx: --window must be longer than 0 s, got -1.")]
    [InlineData("--features temp_rmssd", "attx: --features: temp_rmssd is no feature of Temp, which has temp_mean, temp_sd, temp_min, temp_max, temp_range, temp_slope.")]
    [InlineData("--features ecg_lf,ecg_lf", "attx: --features ecg_lf,ecg_lf: a name is given twice.")]
    [InlineData("--features ecg_lf --modalities ecg", "attx: --modalities and --features both choose features: give one of them.")]
    [InlineData("--eda-decomposition none", "attx: --eda-decomposition: must be highpass or convex, got none.")]
    [InlineData("--window 150", "attx: S2: its longest stretch of one label lasts 72 s, and a window 150 s: give a shorter --window.")]
    [InlineData("--device wrist --modalities ecg", "attx: WESAD's wrist device has no ECG; it has ACC, BVP, EDA, TEMP.")]
    public void Wrong_use_is_one_line(string options, string error)
    {
        CommandRun run = CommandRun.Of(["features", cohort.Path, "--out", _folder["f.csv"], .. options.Split(' ')]);
        Assert.NotEqual(App.Done, run.ExitCode);
        Assert.Equal(error, Assert.Single(run.ErrorLines));
        Assert.False(File.Exists(_folder["f.csv"]));
    }

    private string Written(params string[] more)
    {
        string file = _folder[$"{Guid.NewGuid():N}.csv"];
        string[] window = more.Contains("--window") ? [] : ["--window", "20"];
        Assert.Equal(App.Done, CommandRun.Of(["features", Path.Combine(cohort.Path, "S2", "S2.pkl"), "--out", file, .. window, .. more]).ExitCode);
        return File.ReadAllText(file);
    }
}
