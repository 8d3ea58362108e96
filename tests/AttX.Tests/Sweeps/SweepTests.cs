using System.Text.Json;
using AttX.Evaluation;
using AttX.Ground;
using AttX.Runs;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Sweeps;
using AttX.Testing;
using AttX.Tests.Windows;

namespace AttX.Tests.Sweeps;

public sealed class SweepTests : IDisposable
{
    private static readonly ToyCohort Cohort = new("S2", "S3", "S4");

    private static readonly SweepPlan Plan = new("toy",
    [
        new SweepRow("both", "Both", ToyCohort.Options with { Epochs = 2 }),
        new SweepRow("eda", "EDA", ToyCohort.Options with { Epochs = 2, Modalities = [Modality.Eda] }),
        new SweepRow("train", "Training statistics", ToyCohort.Options with { Epochs = 1, Normalisation = Normalisation.Train }),
    ], [1, 2]);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_run_is_the_one_that_an_experiment_alone_makes()
    {
        StoredSweep sweep = Run("sweep", Plan);
        foreach (SweepRun run in Plan.Runs)
        {
            new Experiment(Cohort, run.Options).Run(_folder["alone"], resume: false, new Witness(), CancellationToken.None);
            AssertSameBytes(_folder["alone"], StoredSweep.RunFolder(sweep.Folder, run));
            Directory.Delete(_folder["alone"], recursive: true);
        }
    }

    [Fact]
    public void Interruptions_and_other_workers_do_not_change_the_output()
    {
        Run("whole", Plan);
        int stops = 0;
        for (bool done = false; !done;)
        {
            using var stop = new CancellationTokenSource();
            int left = 5;
            var witness = new Witness { AfterEpoch = () => { if (Interlocked.Decrement(ref left) == 0) stop.Cancel(); } };
            try
            {
                Run("stopped", Plan, resume: true, witness, workers: 1 + stops, stop.Token);
                done = true;
            }
            catch (OperationCanceledException)
            {
                stops++;
            }
        }

        Assert.True(stops >= 3);
        AssertSameBytes(_folder["whole"], _folder["stopped"]);
    }

    [Fact]
    public void Processes_that_share_the_folds_leave_what_one_does()
    {
        Run("whole", Plan);
        var sweep = new Sweep(Cohort, Plan) { Workers = 2 };
        IReadOnlyList<SweepFold> folds = sweep.Begin(_folder["shared"], resume: false, new Witness(), CancellationToken.None);
        Assert.Equal(18, folds.Count);
        Assert.Equal(folds.OrderByDescending(f => f.Work), folds);
        Assert.Contains("18 folds are not done, the first both/seed-1/S2", Assert.Throws<InvalidDataException>(() => Sweep.Gather(_folder["shared"])).Message);
        Parallel.ForEach(folds, fold => sweep.Train(_folder["shared"], [(fold.Run, fold.Fold)], new Witness(), CancellationToken.None));
        Sweep.Gather(_folder["shared"]);
        AssertSameBytes(_folder["whole"], _folder["shared"]);
        Assert.Empty(sweep.Begin(_folder["shared"], resume: true, new Witness(), CancellationToken.None));
    }

    [Fact]
    public void Subjects_are_read_once_for_all_rows_with_the_same_preprocessing()
    {
        var cohort = new ToyCohort("S2", "S3");
        new Sweep(cohort, Plan).Run(_folder["sweep"], resume: false, new Witness(), CancellationToken.None);
        Assert.Equal(3 * 2 * (ToyCohort.ReadsOfASubject + 1), cohort.Reads); // three preprocessings of two subjects, and of their unused time, whatever the seeds
    }

    [Fact]
    public void Seeds_and_rows_may_be_added_but_not_taken_away_or_changed()
    {
        SweepPlan small = Plan with { Rows = [.. Plan.Rows.Take(2)], Seeds = [2] };
        Run("grown", small);
        Run("whole", Plan);
        Run("grown", Plan, resume: true);
        AssertSameBytes(_folder["whole"], _folder["grown"]);
        Assert.Contains("seeds: 1,2 there, 2 asked for", Refusal("grown", small));
        Assert.Contains("row \"EDA\" is not asked for", Refusal("grown", Plan with { Rows = [Plan.Rows[0], Plan.Rows[2]] }));
        Assert.Contains("Both: epochs: 2 in the sweep, 5 asked for",
            Refusal("grown", Plan with { Rows = [Plan.Rows[0] with { Options = ToyCohort.Options with { Epochs = 5 } }, .. Plan.Rows.Skip(1)] }));
        Assert.Contains("name: toy there, other asked for", Refusal("grown", Plan with { Name = "other" }));
    }

    [Fact]
    public void A_folder_that_holds_something_is_refused_unless_it_is_resumed()
    {
        Run("sweep", Plan);
        Assert.Contains("holds a sweep already. Continue it with --resume", Refusal("sweep", Plan, resume: false));
        File.Delete(_folder["sweep", "sweep.json"]);
        Assert.Contains("has runs but no sweep.json", Refusal("sweep", Plan));
        new Experiment(Cohort, ToyCohort.Options).Run(_folder["run"], resume: false, new Witness(), CancellationToken.None);
        Assert.Contains("holds a single run", Refusal("run", Plan));
    }

    [Fact]
    public void A_damaged_file_is_named_and_recomputed_on_request()
    {
        Run("whole", Plan);
        StoredSweep hurt = Run("hurt", Plan);
        string path = _folder["hurt", "runs", "eda", "seed-2", "folds", "S3", "predictions.csv"];
        File.WriteAllText(path, File.ReadAllText(path).Replace(",0,", ",1,", StringComparison.Ordinal));
        string message = Assert.Throws<InvalidDataException>(() => hurt.Scores()).Message;
        Assert.Contains(path, message);
        Assert.Contains("--resume computes the fold again", message);
        var witness = new Witness();
        Run("hurt", Plan, resume: true, witness);
        Assert.Contains(witness.Notes, n => n.Contains(path, StringComparison.Ordinal) && n.EndsWith("Fold S3 is computed again.", StringComparison.Ordinal));
        Assert.Equal(2, witness.Epochs);
        AssertSameBytes(_folder["whole"], _folder["hurt"]);
        File.WriteAllText(_folder["hurt", "sweep.json"], "{");
        Assert.Contains("sweep.json: damaged", Assert.Throws<InvalidDataException>(() => Run("hurt", Plan, resume: true)).Message);
    }

    [Fact]
    public void A_finished_sweep_keeps_its_times()
    {
        StoredSweep first = Run("sweep", Plan);
        StoredSweep again = Run("sweep", Plan, resume: true);
        Assert.NotNull(first.Environment.Finished);
        Assert.Equal(first.Environment, again.Environment);
        SweepRun run = Plan.Runs.First();
        Assert.Equal(first.Run(run).Environment, again.Run(run).Environment);
    }

    [Fact]
    public void The_result_has_every_runs_scores_and_no_path()
    {
        StoredSweep sweep = Run("sweep", Plan);
        string text = File.ReadAllText(sweep.ResultPath);
        using JsonDocument json = JsonDocument.Parse(text);
        JsonElement run = json.RootElement.GetProperty("rows")[1].GetProperty("runs")[1];
        Assert.Equal(2, run.GetProperty("seed").GetInt32());
        ScoreSummary summary = ScoreSummary.Of(sweep.Scores()[new SweepRun(Plan.Rows[1], 2)]);
        Assert.Equal(summary.Mean.MacroF1, run.GetProperty("mean").GetProperty("macroF1").GetDouble());
        Assert.DoesNotContain(_folder.FullPath, text, StringComparison.Ordinal);
        SeededScores scores = Plan.Statistics(sweep.Scores())[1].Scores;
        Assert.Equal(scores[Metric.Accuracy].Interval.Low,
            json.RootElement.GetProperty("rows")[1].GetProperty("statistics").GetProperty("accuracy").GetProperty("low").GetDouble());
        JsonElement[] comparisons = [.. json.RootElement.GetProperty("comparisons").EnumerateArray()];
        Assert.Equal(4 * 2, comparisons.Length); // metrics × rows but the first: two seeds name no best
        Assert.All(comparisons, c => Assert.Equal(Plan.Rows[0].Label, c.GetProperty("other").GetString()));
        PairedComparison first = PairedComparison.WithReference(Plan.Statistics(sweep.Scores()), Metric.Accuracy, Plan.Rows[0].Label)[0];
        Assert.Equal((first.SeedInterval!.Value.High, first.Equivalence!.Bound),
            (comparisons[0].GetProperty("highWithSeeds").GetDouble(), comparisons[0].GetProperty("equivalenceBound").GetDouble()));
        Assert.Equal("accuracy", json.RootElement.GetProperty("primaryMetric").GetString());
        Assert.Equal(NestedBest.Of(Plan.Statistics(sweep.Scores()), Metric.Accuracy)!.Optimism,
            json.RootElement.GetProperty("bestChosenByOthers").GetProperty("optimism").GetDouble());
    }

    [Fact]
    public void Rows_of_other_subjects_are_scored_but_not_compared()
    {
        StoredSweep sweep = Run("sweep", Plan with { Rows = [Plan.Rows[0], Plan.Rows[1] with { Options = ToyCohort.Options with { Subjects = ["S2", "S3"] } }] });
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(sweep.ResultPath));
        Assert.Equal(0, json.RootElement.GetProperty("comparisons").GetArrayLength());
    }

    private StoredSweep Run(
        string name, SweepPlan plan, bool resume = false, Witness? observer = null, int workers = 2, CancellationToken cancellation = default) =>
        new Sweep(Cohort, plan) { Workers = workers }.Run(_folder[name], resume, observer ?? new Witness(), cancellation);

    private string Refusal(string name, SweepPlan plan, bool resume = true) =>
        Assert.Single(Assert.Throws<OptionsException>(() => Run(name, plan, resume)).Problems);

    /// <summary>Reads all files except those with times and locks.</summary>
    private static void AssertSameBytes(string expected, string actual)
    {
        string[] files = FilesOf(expected);
        Assert.Contains("result.json", files);
        Assert.Equal(files, FilesOf(actual));
        foreach (string file in files)
            Assert.True(File.ReadAllBytes(Path.Combine(expected, file)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(actual, file))), $"{file} differs");
    }

    private static string[] FilesOf(string folder) =>
        [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f))
            .Where(f => Path.GetFileName(f) is not ("run.json" or "sweep.json" or ".lock")).Order(StringComparer.Ordinal)];
}
