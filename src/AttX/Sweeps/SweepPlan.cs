using System.Globalization;
using System.Text;
using AttX.Datasets;
using AttX.Evaluation;
using AttX.Ground;
using AttX.Options;

namespace AttX.Sweeps;

/// <summary>Settings of one row of a sweep, before the base configuration completes them.</summary>
/// <param name="Label">Its display name.</param>
/// <param name="Settings">Options' names and values, as on the command line.</param>
public sealed record RowSettings(string Label, IReadOnlyList<(string Option, string Text)> Settings);

/// <summary>One row of a sweep: a configuration, run once per seed.</summary>
/// <param name="Key">Name of its folder.</param>
/// <param name="Label">Its display name.</param>
/// <param name="Options">Its options, except the seed, which each run sets.</param>
public sealed record SweepRow(string Key, string Label, ExperimentOptions Options)
{
    /// <summary>Compares rows by their keys.</summary>
    public bool Equals(SweepRow? other) => Key == other?.Key;

    /// <inheritdoc/>
    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);
}

/// <summary>One leave-one-subject-out run of a sweep.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Seed">Its seed.</param>
public sealed record SweepRun(SweepRow Row, ulong Seed)
{
    /// <summary>Its options.</summary>
    public ExperimentOptions Options => Row.Options with { Seed = Seed };

    /// <summary>Its name: <c>both-1-2/seed-1</c>, which is also its folder under <c>RUN/runs</c>.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Row.Key}/seed-{Seed}");
}

/// <summary>A set of configurations to be run and compared, each with the same seeds.</summary>
/// <param name="Name">Name of the sweep.</param>
/// <param name="Rows">The configurations, in the order of the tables.</param>
/// <param name="Seeds">The seeds, ascending.</param>
public sealed record SweepPlan(string Name, IReadOnlyList<SweepRow> Rows, IReadOnlyList<ulong> Seeds)
{
    /// <summary>Maximum number of runs; a larger sweep is considered a mistake.</summary>
    public const int MaximumRuns = 10_000;

    /// <summary>Label of the row that all others are compared with, if a sweep has it.</summary>
    public const string Reference = "Feature fusion";

    private const int MaximumKeyLength = 100;

    /// <summary>Every run, row by row.</summary>
    public IEnumerable<SweepRun> Runs => Rows.SelectMany(row => Seeds.Select(seed => new SweepRun(row, seed)));

    /// <summary>Returns each row's scores over subjects and seeds, for comparison, named by the rows' labels.</summary>
    /// <param name="folds">Each run's folds.</param>
    public IReadOnlyList<ScoreRow> Statistics(IReadOnlyDictionary<SweepRun, IReadOnlyList<FoldScores>> folds) =>
        [.. Rows.Select(row => new ScoreRow(row.Label, SeededScores.Of([.. Seeds.Select(seed => folds[new SweepRun(row, seed)])])))];

    /// <summary>Creates a plan from rows and a base configuration that completes each row.</summary>
    /// <param name="name">The sweep's name.</param>
    /// <param name="rows">The settings of each row, which override the base's.</param>
    /// <param name="giveBase">Passes the base configuration to a reader, with <see cref="OptionReader.GiveDefault"/>.</param>
    /// <param name="seeds">The seeds.</param>
    /// <param name="data">The data, which determine tasks and defaults as in <see cref="OptionReader"/>.</param>
    /// <exception cref="OptionsException">
    /// A value is wrong, a row's option would be ignored, or one of the base is used by no row; the message lists all, one per line.
    /// </exception>
    public static SweepPlan Of(string name, IReadOnlyList<RowSettings> rows, Action<OptionReader> giveBase, IReadOnlyList<ulong> seeds,
        IDataset? data = null)
    {
        var problems = new List<string>();
        if (rows.Count * (long)seeds.Count is 0 or > MaximumRuns)
            throw new OptionsException([$"{name}: {rows.Count} rows × {seeds.Count} seeds: a sweep has 1 to {MaximumRuns} runs."]);
        problems.AddRange(seeds.GroupBy(s => s).Where(g => g.Count() > 1).Select(g => $"{name}: seed {g.Key} stands there twice."));
        var planned = new List<SweepRow>();
        HashSet<string>? unused = null;
        foreach (RowSettings row in rows.Select(r => r.Label.Length > 0 ? r : r with { Label = name }))
        {
            var reader = new OptionReader(data);
            foreach ((string option, string text) in row.Settings)
                reader.Give(option, text, $"row \"{row.Label}\"");
            giveBase(reader);
            try
            {
                planned.Add(new SweepRow(Key(row.Label), row.Label, reader.Read()));
            }
            catch (OptionsException e)
            {
                problems.AddRange(e.Problems);
            }

            unused = [.. (unused ?? [.. reader.UnusedDefaults]).Intersect(reader.UnusedDefaults)];
        }

        if (problems.Count > 0)
            throw new OptionsException([.. problems.Distinct()]);
        problems.AddRange((unused ?? []).Select(where => $"{where}: no row of the sweep uses it, or each sets its own. Leave it out."));
        problems.AddRange(Twins(planned));
        return problems.Count == 0 ? new SweepPlan(name, planned, [.. seeds.Order()]) : throw new OptionsException([.. problems.Distinct()]);
    }

    /// <summary>Finds rows that could not be distinguished.</summary>
    private static IEnumerable<string> Twins(List<SweepRow> rows)
    {
        foreach (IGrouping<string, SweepRow> twins in rows.GroupBy(r => r.Key).Where(g => g.Count() > 1))
            yield return $"rows {string.Join(" and ", twins.Select(r => $"\"{r.Label}\""))} would share the folder {twins.Key}: give them other labels.";
        foreach (IGrouping<string, SweepRow> twins in rows.GroupBy(r => OptionsJson.Text(r.Options)).Where(g => g.Count() > 1))
            yield return $"rows {string.Join(" and ", twins.Select(r => $"\"{r.Label}\""))} are the same configuration: leave one out.";
    }

    /// <summary>Turns "EDA→ECG, stages 1,2" into eda-to-ecg-stages-1-2, a safe folder name on all systems.</summary>
    private static string Key(string label)
    {
        var key = new StringBuilder();
        foreach (char c in label.Replace("→", " to ", StringComparison.Ordinal).ToLowerInvariant())
            if (char.IsAsciiLetterOrDigit(c) || c == '.')
                key.Append(c);
            else if (key.Length > 0 && key[^1] != '-')
                key.Append('-');
        string text = key.ToString().Trim('-', '.');
        return text.Length switch
        {
            0 => "row",
            > MaximumKeyLength => text[..MaximumKeyLength],
            _ => text,
        };
    }
}
