using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using AttX.Testing;

namespace AttX.Cli.Tests.Commands;

/// <summary>Small models of the cohort, each trained once.</summary>
public sealed class PredictionModels(CohortFixture cohort) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Returns a model's file.</summary>
    internal string Model(string device, string normalisation = "subject")
    {
        string path = _folder[$"{device}-{normalisation}.attx"];
        if (!File.Exists(path))
            Assert.Equal(App.Done, CommandRun.Of("train", cohort.Path, "--out", path, "--no-cache", "--device", device, "--normalise", normalisation,
                "--rate", "64", "--window", "4", "--widths", "8,8,8", "--epochs", "1").ExitCode);
        return path;
    }
}

public sealed class PredictTests(CohortFixture cohort, PredictionModels models) : IClassFixture<PredictionModels>, IDisposable
{
    private const string Columns = "recording,start_s,end_s,estimate,p_non-stress,p_stress,quality,label,basis,attx1_ecg,attx1_eda,attx2_ecg,attx2_eda";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_window_of_a_labelled_recording_is_predicted_with_its_label()
    {
        Assert.Equal(App.Done, Predict(models.Model("wrist", "train"), [Path.Combine(cohort.Path, "S3")]).ExitCode);
        Assert.Equal(Enumerable.Range(0, 119).Select(i => $"{2 * i}"), Lines("bvp").Select(cells => cells[1]));
        Assert.Equal(["", "amusement", "baseline", "meditation", "stress"], Lines("bvp").Select(cells => cells[7]).Distinct().Order());
    }

    [Fact]
    public void Recordings_of_another_sensor_are_predicted()
    {
        string? folder = RealData.Folder is { } data ? Path.Combine(data, "ecg-eda-130hz") : null;
        if (!Directory.Exists(folder))
            Assert.Skip("The recordings at 130 Hz are absent (ATTX_DATA or ../shared/data, folder ecg-eda-130hz).");
        string[] files = [.. Directory.GetFiles(folder, "*.csv").Order(StringComparer.Ordinal)];
        CommandRun run = Predict(models.Model("chest"), files, "--report", _folder["page.html"]);
        Assert.Equal((App.Done, files.Length), (run.ExitCode, run.ErrorLines.Count(line => line.StartsWith("predicted ", StringComparison.Ordinal))));
        string[][] lines = [.. Lines()];
        Assert.Equal(files.Select(f => Path.GetFileNameWithoutExtension(f)), lines.Select(cells => cells[0]).Distinct());
        Assert.All(lines.GroupBy(cells => cells[0]), windows => Assert.InRange(windows.Count(), 13, 14)); // of 4 s every 2 s in nearly 30 s
        string[][] estimates = [.. lines.Where(cells => cells[3] != "no estimate")];
        Assert.InRange(estimates.Length, lines.Length / 2, lines.Length);
        Assert.All(estimates, cells => Assert.Equal("ok", cells[6]));
        Assert.All(estimates, cells => Assert.Equal(1, double.Parse(cells[4], CultureInfo.InvariantCulture) + double.Parse(cells[5], CultureInfo.InvariantCulture), 1e-6));
        Assert.All(lines.Except(estimates), cells => Assert.True(cells[6] != "ok" && cells[4..6].Concat(cells[8..]).All(c => c.Length == 0)));
        Assert.Contains("<title>AttX estimates</title>", File.ReadAllText(_folder["page.html"]));
    }

    [Fact]
    public void The_number_of_workers_changes_no_byte()
    {
        Assert.Equal(App.Done, Predict(models.Model("chest"), [cohort.Path], "--workers", "1").ExitCode);
        string one = File.ReadAllText(_folder["out.csv"]);
        Assert.StartsWith(Columns + "\nS2,0,4,", one, StringComparison.Ordinal);
        File.Delete(_folder["out.csv"]);
        Assert.Equal(App.Done, Predict(models.Model("chest"), [cohort.Path], "--workers", "4").ExitCode);
        Assert.Equal(one, File.ReadAllText(_folder["out.csv"]));
    }

    [Fact]
    public void Json_is_alone_on_the_output_and_counts_every_window()
    {
        CommandRun run = Predict(models.Model("chest"), [Csv("a.csv", 40, eda: t => t is > 10 and < 15 ? "" : "2.5"), Csv("bad.csv", 2)], "--json");
        Assert.Equal(App.Failed, run.ExitCode);
        using JsonDocument json = JsonDocument.Parse(run.Output);
        JsonElement recording = Assert.Single(json.RootElement.GetProperty("recordings").EnumerateArray());
        Assert.Equal(19, recording.GetProperty("windows").GetInt32());
        Assert.Equal(19, recording.GetProperty("estimates").EnumerateObject().Sum(p => p.Value.GetInt32()));
        Assert.True(recording.GetProperty("flaws").GetProperty("gap").GetInt32() >= 4);
        Assert.Contains("bad: too short", json.RootElement.GetProperty("failed").GetProperty("bad").GetString());
    }

    [Fact]
    public void A_failing_recording_is_named_and_the_others_continue()
    {
        string damaged = _folder["b.edf"];
        File.WriteAllBytes(damaged, [.. "0       "u8.ToArray(), .. new byte[300]]);
        CommandRun run = Predict(models.Model("chest"), [_folder["absent.csv"], Csv("a.csv", 20), damaged, Csv("c.csv", 20, header: "time_s,ecg_mV")]);
        Assert.Equal(App.Failed, run.ExitCode);
        string[] errors = [.. run.ErrorLines.Where(line => line.StartsWith("attx: ", StringComparison.Ordinal))];
        Assert.Equal(3, errors.Length);
        Assert.Contains("absent.csv", errors[0]);
        Assert.Contains("b.edf", errors[1]);
        Assert.Contains("c has no signal known as EDA", errors[2]);
        Assert.Contains("3 of 4 recordings could not be predicted", run.Output);
        Assert.All(Lines(), cells => Assert.Equal("a", cells[0]));
    }

    [Fact]
    public void Recordings_of_one_name_are_distinguished_by_their_paths()
    {
        Directory.CreateDirectory(_folder["x"]);
        Directory.CreateDirectory(_folder["y"]);
        string[] files = [Csv(Path.Combine("x", "a.csv"), 10), Csv(Path.Combine("y", "a.csv"), 10), Csv("b.csv", 10)];
        Assert.Equal(App.Done, Predict(models.Model("chest"), files).ExitCode);
        Assert.Equal([files[0], files[1], "b"], Lines().Select(cells => cells[0]).Distinct());
    }

    [Fact]
    public void Another_devices_signals_are_predicted_on_request_with_a_note()
    {
        CommandRun run = Predict(models.Model("chest"), [Path.Combine(cohort.Path, "S2")], "--device", "wrist");
        Assert.Equal(App.Done, run.ExitCode);
        Assert.Contains("is used on wrist bvp,eda: the cardiac branch gets another signal than it knows.", run.Error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0.5")]
    public void A_channel_without_signal_gets_no_estimate_anywhere(string value)
    {
        CommandRun run = Predict(models.Model("chest"), [Csv("a.csv", 20, eda: _ => value)]);
        Assert.Equal(App.Done, run.ExitCode);
        Assert.All(Lines(), cells => Assert.Equal(("no estimate", ""), (cells[3], string.Concat(cells[4..6].Concat(cells[8..])))));
    }

    [Theory]
    [InlineData(App.Failed, "a.bin", "a.bin is in no known format")]
    [InlineData(App.Failed, "empty.csv", "empty.csv is empty")]
    [InlineData(App.Failed, "nounit.csv", "does not say its unit; if you know the unit, give --unit ecg=UNIT")]
    [InlineData(App.Failed, "a.csv --unit eda=kg", "is in 'kg', which cannot be turned into µS")]
    [InlineData(App.Failed, "a.csv --column eda=skin", "has no signal 'skin'")]
    [InlineData(App.Failed, "a.csv --device wrist", "no signal known as BVP")]
    [InlineData(App.Failed, "a.csv --format edf", "a.csv")]
    [InlineData(App.Failed, "brief.csv", "brief: too short: its signals cover 2 s together, and a window is 4 s long.")]
    [InlineData(App.WrongUsage, "a.csv --format doc", "--format must be synthetic, folder, bids, stress-predict, drivedb, case, wesad, e4, embraceplus, bids-physio, edf, xdf, acq, wfdb, opensignals, shimmer, csv or csv-folder, got doc.")]
    [InlineData(App.WrongUsage, "a.csv --unit eda", "--unit must be like eda=uS, got eda.")]
    [InlineData(App.WrongUsage, "a.csv --column skin=3", "--column skin=3: the signal must be ecg, eda, bvp, emg, temp, resp or acc, got skin.")]
    [InlineData(App.WrongUsage, "a.csv --column eda=2 --column EDA=3", "EDA is given twice.")]
    [InlineData(App.WrongUsage, "a.csv --device ankle", "--device must be chest or wrist, got ankle")]
    [InlineData(App.WrongUsage, "a.csv --baseline 0-300", "--baseline would be ignored")]
    [InlineData(App.WrongUsage, "a.csv --baseline 300", "--baseline must be two times in seconds, such as 0-300, got 300.")]
    [InlineData(App.WrongUsage, "a.csv --baseline 9-3", "--baseline must be two times in seconds, such as 0-300, got 9-3.")]
    [InlineData(App.WrongUsage, "a.csv --workers 0", "--workers must be at least 1, got 0.")]
    [InlineData(App.WrongUsage, "a.csv a.csv", "a.csv: is named twice.")]
    [InlineData(App.WrongUsage, "a.csv --report out.csv", "--out and --report both name")]
    public void A_failure_is_one_line_and_writes_nothing(int code, string arguments, string message)
    {
        File.WriteAllBytes(_folder["a.bin"], [1, 0, 2, 0]);
        File.WriteAllText(_folder["empty.csv"], "");
        Csv("a.csv", 20);
        Csv("brief.csv", 2);
        Csv("nounit.csv", 20, header: "time_s,ecg,eda_uS");
        string[] parts = [.. arguments.Split(' ').Select(a => a.Contains('.') ? _folder[a] : a)];
        CommandRun run = Predict(models.Model("chest"), parts);
        Assert.Equal((code, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, Assert.Single(run.ErrorLines, line => line.StartsWith("attx: ", StringComparison.Ordinal)));
        Assert.False(File.Exists(_folder["out.csv"]));
    }

    [Fact]
    public void A_damaged_model_is_named()
    {
        byte[] model = File.ReadAllBytes(models.Model("chest"));
        File.WriteAllBytes(_folder["cut.attx"], model[..^100]);
        CommandRun run = Predict(_folder["cut.attx"], [Csv("a.csv", 20)]);
        Assert.Equal(App.Failed, run.ExitCode);
        Assert.Contains("cut.attx", Assert.Single(run.ErrorLines));
    }

    [Theory]
    [InlineData("out.csv", "another --out.")]
    [InlineData("page.html", "another --report.")]
    public void Existing_files_are_not_overwritten(string file, string message)
    {
        File.WriteAllText(_folder[file], "years of work");
        CommandRun run = Predict(models.Model("chest"), [Csv("a.csv", 20)], "--report", _folder["page.html"]);
        Assert.Equal(App.WrongUsage, run.ExitCode);
        Assert.Contains(message, Assert.Single(run.ErrorLines));
        Assert.Equal("years of work", File.ReadAllText(_folder[file]));
        Assert.Equal(2, Directory.GetFiles(_folder.FullPath).Length);
    }

    [Fact]
    public void A_model_normalised_by_the_baseline_needs_one_within_the_recording()
    {
        string model = models.Model("chest", "baseline");
        Assert.Contains("say which seconds of the recording are at rest", Assert.Single(Predict(model, [Csv("a.csv", 20)]).ErrorLines));
        Assert.Contains("a: the baseline 0–300 s is not within the 20 s of chest/ECG.", Assert.Single(Predict(model, [Csv("a.csv", 20)], "--baseline", "0-300").ErrorLines));
        Assert.Equal(App.Done, Predict(model, [Csv("a.csv", 20)], "--baseline", "0-10").ExitCode);
    }

    [Fact]
    public void Inspect_shows_any_recordings_signals_gaps_and_quality()
    {
        CommandRun run = CommandRun.Of("inspect", Csv("a.csv", 40, eda: t => t is > 10 and < 15 ? "" : "2.5"));
        Assert.Equal(App.Done, run.ExitCode);
        foreach (string text in new[] { "a: no labels", "ecg_mV", "128 Hz", "uS", "1 gaps, the first at 10.", "windows are bad" })
            Assert.Contains(text, run.Output);
        using JsonDocument json = JsonDocument.Parse(CommandRun.Of("inspect", _folder["a.csv"], "--json").Output);
        JsonElement eda = json.RootElement.GetProperty("subjects")[0].GetProperty("channels").EnumerateArray().Single(c => c.GetProperty("unit").GetString() == "uS");
        Assert.Equal(1, eda.GetProperty("gaps").GetProperty("count").GetInt32());
        Assert.Contains("  problem: b: ecg does not say its unit", CommandRun.Of("inspect", Csv("b.csv", 20, header: "time_s,ecg,eda_uS")).Output);
    }

    [Fact]
    public void Inspect_advises_units_by_names_that_it_accepts()
    {
        string csv = Csv("t.csv", 20, header: "time_s,temperature");
        string advice = Regex.Match(CommandRun.Of("inspect", csv).Output, @"--unit \S+=").Value;
        Assert.Equal("--unit temp=", advice);
        CommandRun taken = CommandRun.Of(["inspect", csv, .. (advice + "C").Split(' ')]);
        Assert.Equal(App.Done, taken.ExitCode);
        Assert.DoesNotContain("does not say its unit", taken.Output);
    }

    private CommandRun Predict(string model, string[] recordings, params string[] options) =>
        CommandRun.Of(["predict", model, "--out", _folder["out.csv"], .. recordings, .. options]);

    private IEnumerable<string[]> Lines(string cardiac = "ecg")
    {
        string[] lines = File.ReadAllLines(_folder["out.csv"]);
        Assert.Equal(Columns.Replace("ecg", cardiac, StringComparison.Ordinal), lines[0]);
        return lines[1..].Select(line => line.Split(','));
    }

    /// <summary>Simulates a heart at 72 beats per minute and skin conductance with breathing, at 128 Hz.</summary>
    private string Csv(string name, int seconds, string header = "time_s,ecg_mV,eda_uS", Func<double, string>? eda = null)
    {
        const int Rate = 128;
        var lines = new List<string> { header };
        for (int i = 0; i < seconds * Rate; i++)
        {
            double t = (double)i / Rate, beat = Math.Exp(-Math.Pow((t % (60.0 / 72) - 0.3) / 0.02, 2));
            string[] cells =
            [
                FormattableString.Invariant($"{t:0.#######}"), FormattableString.Invariant($"{beat + 0.02 * Math.Sin(7 * t):0.####}"),
                eda?.Invoke(t) ?? FormattableString.Invariant($"{3 + 0.2 * Math.Sin(t):0.####}"),
            ];
            lines.Add(string.Join(',', cells[..header.Split(',').Length]));
        }

        File.WriteAllLines(_folder[name], lines);
        return _folder[name];
    }
}
