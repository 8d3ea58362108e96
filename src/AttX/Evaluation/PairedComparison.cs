namespace AttX.Evaluation;

/// <summary>A row of a table of results: a variant's name and its scores.</summary>
public sealed record ScoreRow(string Name, SeededScores Scores);

/// <summary>Compares two rows on one metric, paired by subject (each subject's mean over seeds).</summary>
/// <param name="Row">The row.</param>
/// <param name="Other">The row that it is compared with.</param>
/// <param name="Difference">Mean of the row minus mean of the other.</param>
/// <param name="Test">Wilcoxon's signed-rank test; its effect size is positive where the row is better.</param>
/// <param name="AdjustedPValue">Adjusted by Holm's correction over the family of comparisons.</param>
/// <param name="Interval">95 % interval of the difference, people resampled: for other people and these seeds.</param>
/// <param name="SeedInterval">The same, people and seeds resampled: for other people and other seeds; null where both rows have one seed.</param>
/// <param name="Equivalence">
/// Whether the difference is less than <see cref="EquivalenceTest.ScoreMargin"/>, by the standard error over people and, where there are several, seeds; null
/// for one subject.
/// </param>
/// <param name="Detectable">
/// The smallest difference that these subjects, the deviation of their differences and the family's size find with 80 % power; null where none can be found.
/// </param>
public sealed record PairedComparison(
    string Row, string Other, double Difference, SignedRankResult Test, double AdjustedPValue,
    Interval Interval, Interval? SeedInterval, EquivalenceTest? Equivalence, double? Detectable)
{
    /// <summary>Level of the family of comparisons.</summary>
    public const double Level = 0.05;

    /// <summary>Seed of the resampling, independent of a run's own seeds.</summary>
    public const ulong ResampleSeed = 1;

    /// <summary>Compares every other row with the named one, as one family.</summary>
    /// <exception cref="InvalidDataException">No such row, or rows of different subjects.</exception>
    public static IReadOnlyList<PairedComparison> WithReference(IReadOnlyList<ScoreRow> rows, Metric metric, string reference) =>
        With(rows, metric, rows.FirstOrDefault(r => r.Name == reference) ?? throw new InvalidDataException(
            $"No row is called {reference}; there are {string.Join(", ", rows.Select(r => r.Name))}."));

    /// <summary>
    /// Compares every other row with the one of the highest mean (the first of equals), as one family. The best was chosen by these very
    /// subjects, so that its lead is overstated: p shows which rows these data cannot distinguish from the best, not which is best.
    /// </summary>
    /// <exception cref="InvalidDataException">Rows of different subjects.</exception>
    public static IReadOnlyList<PairedComparison> WithBest(IReadOnlyList<ScoreRow> rows, Metric metric) =>
        rows.Count == 0 ? [] : With(rows, metric, rows.MaxBy(r => r.Scores[metric].Mean)!);

    /// <summary>Compares one row with others, as one family: a positive difference favours the row.</summary>
    /// <exception cref="InvalidDataException">Rows of different subjects.</exception>
    public static IReadOnlyList<PairedComparison> Against(ScoreRow row, IReadOnlyList<ScoreRow> others, Metric metric) =>
        Family([.. others.Select(other => (row, other))], metric);

    private static IReadOnlyList<PairedComparison> With(IReadOnlyList<ScoreRow> rows, Metric metric, ScoreRow other) =>
        Family([.. rows.Where(row => row != other).Select(row => (row, other))], metric);

    private static IReadOnlyList<PairedComparison> Family(IReadOnlyList<(ScoreRow Row, ScoreRow Other)> pairs, Metric metric)
    {
        foreach ((ScoreRow row, ScoreRow other) in pairs)
            if (!row.Scores.Subjects.SequenceEqual(other.Scores.Subjects))
                throw new InvalidDataException($"{row.Name} and {other.Name} were not scored on the same subjects, in the same order.");
        double? detectable = pairs.Count == 0 ? null : DetectableDifference.InDeviations(pairs[0].Row.Scores.Subjects.Count, Level / pairs.Count);
        PairedComparison[] family = [.. pairs.Select(pair => Of(pair.Row, pair.Other, metric, detectable))];
        IReadOnlyList<double> adjusted = HolmCorrection.Adjust([.. family.Select(c => c.Test.PValue)]);
        return [.. family.Select((c, i) => c with { AdjustedPValue = adjusted[i] })];
    }

    private static PairedComparison Of(ScoreRow row, ScoreRow other, Metric metric, double? detectable)
    {
        (MetricSummary ours, MetricSummary theirs) = (row.Scores[metric], other.Scores[metric]);
        double[] differences = [.. ours.PerSubject.Zip(theirs.PerSubject, (a, b) => a - b)];
        (Interval Interval, double Error)? seeds = row.Scores.Seeds == 1 && other.Scores.Seeds == 1 ? null
            : BootstrapInterval.OfDifference(ours.PerSeed, theirs.PerSeed, SeededScores.Confidence, SeededScores.Resamples, ResampleSeed);
        return new PairedComparison(
            row.Name, other.Name, ours.Mean - theirs.Mean, WilcoxonSignedRank.Test(ours.PerSubject, theirs.PerSubject), 1,
            BootstrapInterval.Expanded(differences, SeededScores.Confidence, SeededScores.Resamples, ResampleSeed),
            seeds?.Interval,
            seeds is { } both ? EquivalenceTest.Of(ours.Mean - theirs.Mean, both.Error, differences.Length - 1, EquivalenceTest.ScoreMargin)
                : EquivalenceTest.Of(differences, EquivalenceTest.ScoreMargin),
            detectable * Moments.StandardDeviation(differences));
    }
}
