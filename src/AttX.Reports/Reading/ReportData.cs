using AttX.Evaluation;
using AttX.Ground;
using AttX.Paper;
using AttX.Runs;
using AttX.Sweeps;

namespace AttX.Reports.Reading;

/// <summary>Data of a report: a run's or a sweep's folder, finished or not.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Name">The sweep's name, or the folder's.</param>
/// <param name="IsSweep">Whether the folder is a sweep's rather than a single run's.</param>
/// <param name="Environment">Environment and time of the run.</param>
/// <param name="Rows">The configurations; one for a single run.</param>
public sealed record ReportData(string Folder, string Name, bool IsSweep, RunEnvironment Environment, IReadOnlyList<ReportRow> Rows)
{
    /// <summary>The rows that have scores.</summary>
    public IReadOnlyList<ReportRow> Scored { get; } = [.. Rows.Where(row => row.Scored.Count > 0)];

    /// <summary>Whether every fold is done.</summary>
    public bool IsComplete => Rows.All(row => row.IsComplete);

    /// <summary>
    /// The complete rows that were scored on the same subjects as the first of them, and can therefore be compared.
    /// </summary>
    public IReadOnlyList<ReportRow> Comparable { get; } = Alike([.. Rows.Where(row => row.IsComplete)]);

    /// <summary>The candidates for the best row: those that can be compared or, if none is complete, all that have scores.</summary>
    public IReadOnlyList<ReportRow> Ranked => Comparable.Count > 0 ? Comparable : Scored;

    /// <summary>
    /// Whether a best row may be named: there are seeds enough to tell a row from its luck, or there is but one row, which nothing chose.
    /// </summary>
    public bool NamesBest => Rows.Count == 1 || Ranked.All(row => row.Scores!.Seeds >= SeededScores.SeedsForBest);

    /// <summary>The row with the highest mean of the primary metric; null where none may be named.</summary>
    public ReportRow? Best => BestOf(Ranked, SeededScores.Primary);

    /// <summary>The row of which the report says most: the best or, where none may be named, AttX as named in advance, the reference, the first.</summary>
    public ReportRow? Lead => Best ?? Ranked.FirstOrDefault(row => row.Label == Named?.Row) ?? Reference ?? (Ranked is [var first, ..] ? first : null);

    /// <summary>The comparison named in advance; null where the rows hold nothing of it.</summary>
    public NamedComparison? Named => field ??= Rows.Count < 2 ? null : NamedComparison.Of([.. Comparable.Select(row => (row.Options, new ScoreRow(row.Label, row.Scores!)))],
        i => Comparable[i].Scored[0].Baselines?.Linear is { } linear ? BaselineRow.Of(BaselineRow.Linear, linear).Scores : null);

    /// <summary>The score of choosing the best row; null where there is nothing to choose from.</summary>
    public NestedBest? Nested => field ??= NestedBest.Of([.. Comparable.Select(row => new ScoreRow(row.Label, row.Scores!))], SeededScores.Primary);

    /// <summary>Returns the row with the highest mean among some; null where none may be named.</summary>
    public ReportRow? BestOf(IEnumerable<ReportRow> rows, Metric metric) => NamesBest ? rows.MaxBy(row => row.Scores![metric].Mean) : null;

    /// <summary>The row that all others are compared with, if it can be compared.</summary>
    public ReportRow? Reference => Comparable.FirstOrDefault(row => row.Label == PaperTables.Reference);

    /// <summary>Baselines on the same windows: those that ignore the signals, and the linear one.</summary>
    public IReadOnlyList<BaselineRow> Baselines => field ??= BaselineRow.Of(Rows);

    /// <summary>The training windows' most frequent class; null where rows have different windows.</summary>
    public BaselineRow? Majority => Baselines.FirstOrDefault(row => row.Label == BaselineRow.Majority);

    /// <summary>The runs that have begun.</summary>
    public IReadOnlyList<StoredRun> StoredRuns { get; } = [.. Rows.SelectMany(row => row.Runs).Select(run => run.Stored).OfType<StoredRun>()];

    /// <summary>Every subject that a run names, in order.</summary>
    public IReadOnlyList<string> Subjects => [.. StoredRuns.SelectMany(run => run.Subjects).Distinct()];

    /// <summary>Reads a run's or a sweep's folder.</summary>
    /// <exception cref="OptionsException">It is neither; the message says what is.</exception>
    /// <exception cref="InvalidDataException">A file is damaged or not what the run wrote: names it and says what to do.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static ReportData Read(string folder)
    {
        if (File.Exists(Path.Combine(folder, StoredSweep.FileName)))
            return Sweep(StoredSweep.Read(folder));
        if (File.Exists(Path.Combine(folder, StoredRun.FileName)))
            return Single(folder);
        throw new OptionsException([$"{folder}: {(Directory.Exists(folder) ? "holds no run" : "no such folder")}. " +
            "Give the folder that attx loso, attx paper or attx sweep wrote to with --out."]);
    }

    private static ReportData Sweep(StoredSweep sweep) => new(sweep.Folder, sweep.Plan.Name, true, sweep.Environment,
        [.. sweep.Plan.Rows.Select(row => new ReportRow(row.Label, row.Options,
            sweep.Plan.Name == PaperTables.SweepName ? PaperTables.Rows.FirstOrDefault(paper => paper.Label == row.Label) : null,
            [.. sweep.Plan.Seeds.Select(seed => ReportRun.Read(StoredSweep.RunFolder(sweep.Folder, new SweepRun(row, seed)), seed))]))]);

    private static ReportData Single(string folder)
    {
        StoredRun stored = StoredRun.Read(folder);
        PaperRow? paper = PaperTables.RowOf(stored.Options);
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        return new ReportData(folder, name, false, stored.Environment,
            [new ReportRow(paper?.Label ?? name, stored.Options, paper, [ReportRun.Read(folder, stored.Options.Seed)])]);
    }

    private static IReadOnlyList<ReportRow> Alike(IReadOnlyList<ReportRow> rows) =>
        [.. rows.Where(row => row.Scores!.Subjects.SequenceEqual(rows[0].Scores!.Subjects) && row.Options.Task.Equals(rows[0].Options.Task))];
}
