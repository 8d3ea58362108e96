namespace AttX.Evaluation;

/// <summary>
/// The score of the choice of a best row rather than of a row: each subject is scored by the row that is best on all other subjects (leave-one-out over the
/// choice; Cawley and Talbot 2010), so that nobody helps to choose the row that scores them.
/// </summary>
/// <param name="Mean">Mean over subjects.</param>
/// <param name="Optimism">The best row's mean less this: what choosing on the same subjects flatters it by.</param>
/// <param name="Chosen">The rows that were chosen, most frequent first, each with the number of subjects that it scores.</param>
public sealed record NestedBest(double Mean, double Optimism, IReadOnlyList<(string Row, int Subjects)> Chosen)
{
    /// <summary>Computes the score; null for fewer than two rows or two subjects.</summary>
    /// <param name="rows">Rows of the same subjects, in one order; of equally good ones, the first is chosen.</param>
    /// <param name="metric">The metric that is scored and by which rows are chosen.</param>
    public static NestedBest? Of(IReadOnlyList<ScoreRow> rows, Metric metric)
    {
        if (rows.Count < 2 || rows[0].Scores.Subjects.Count < 2)
            return null;
        double[][] scores = [.. rows.Select(row => row.Scores[metric].PerSubject.ToArray())];
        double[] sums = [.. scores.Select(s => s.Sum())];
        int[] chosen = [.. scores[0].Select((_, i) => Enumerable.Range(0, rows.Count).MaxBy(r => sums[r] - scores[r][i]))];
        double mean = Moments.Mean([.. chosen.Select((r, i) => scores[r][i])]);
        return new NestedBest(mean, rows.Max(row => row.Scores[metric].Mean) - mean,
            [.. chosen.GroupBy(r => r).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Select(g => (rows[g.Key].Name, g.Count()))]);
    }
}
