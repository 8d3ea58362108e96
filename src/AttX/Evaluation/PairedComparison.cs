namespace AttX.Evaluation;

/// <summary>A row of a table of results: a variant's name and its scores.</summary>
public sealed record ScoreRow(string Name, SeededScores Scores);

/// <summary>Compares two rows on one metric, paired by subject (each subject's mean over seeds).</summary>
/// <param name="Row">The row.</param>
/// <param name="Other">The row that it is compared with.</param>
/// <param name="Difference">Mean of the row minus mean of the other.</param>
/// <param name="Test">Wilcoxon's signed-rank test; its effect size is positive where the row is better.</param>
/// <param name="AdjustedPValue">Adjusted by Holm's correction over the family of comparisons.</param>
public sealed record PairedComparison(string Row, string Other, double Difference, SignedRankResult Test, double AdjustedPValue)
{
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

    private static IReadOnlyList<PairedComparison> With(IReadOnlyList<ScoreRow> rows, Metric metric, ScoreRow other)
    {
        foreach (ScoreRow row in rows)
            if (!row.Scores.Subjects.SequenceEqual(other.Scores.Subjects))
                throw new InvalidDataException($"{row.Name} and {other.Name} were not scored on the same subjects, in the same order.");
        MetricSummary theirs = other.Scores[metric];
        PairedComparison[] family = [.. rows.Where(row => row != other).Select(row => new PairedComparison(
            row.Name, other.Name, row.Scores[metric].Mean - theirs.Mean,
            WilcoxonSignedRank.Test(row.Scores[metric].PerSubject, theirs.PerSubject), 1))];
        IReadOnlyList<double> adjusted = HolmCorrection.Adjust([.. family.Select(c => c.Test.PValue)]);
        return [.. family.Select((c, i) => c with { AdjustedPValue = adjusted[i] })];
    }
}
