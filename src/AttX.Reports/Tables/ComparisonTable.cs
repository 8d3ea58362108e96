using AttX.Evaluation;
using AttX.Paper;
using AttX.Reports.Reading;
using AttX.Reports.Writing;

namespace AttX.Reports.Tables;

/// <summary>Every row against the best one and against feature fusion, paired by subject.</summary>
internal static class ComparisonTable
{
    private const double Significant = 0.05;

    /// <summary>The comparison on one metric; null where fewer than two rows may be compared.</summary>
    public static ReportTable? Of(ReportData data, Metric metric)
    {
        if (data.Comparable.Count < 2)
            return null;
        ScoreRow[] rows = [.. data.Comparable.Select(row => new ScoreRow(row.Label, row.Scores!))];
        IReadOnlyList<PairedComparison> best = PairedComparison.WithBest(rows, metric),
            reference = data.Reference == null ? [] : PairedComparison.WithReference(rows, metric, PaperTables.Reference);
        return new ReportTable($"comparison-{metric.ToString().ToLowerInvariant()}", $"{MetricNames.NameOf(metric)}: rows compared, paired by subject",
            [
                new("", "Row", IsText: true), .. Columns($"with the best ({best[0].Other})"),
                .. data.Reference == null ? [] : Columns("with feature fusion"),
            ],
            [
                .. rows.Select(row => (ReportCell[])
                [
                    row.Name, .. Cells(best.FirstOrDefault(c => c.Row == row.Name)),
                    .. data.Reference == null ? [] : Cells(reference.FirstOrDefault(c => c.Row == row.Name)),
                ]),
            ],
            Note(rows[0].Scores.Subjects.Count, data));
    }

    private static ReportColumn[] Columns(string group) => [new(group, "Diff."), new(group, "Effect"), new(group, "p"), new(group, "p (Holm)")];

    private static ReportCell[] Cells(PairedComparison? comparison) => comparison == null
        ? [ReportCell.None, ReportCell.None, ReportCell.None, ReportCell.None]
        :
        [
            ReportCell.Difference(100 * comparison.Difference),
            ReportCell.Number(comparison.Test.EffectSize, "+0.00;\u22120.00;0.00"),
            ReportCell.Probability(comparison.Test.PValue),
            ReportCell.Probability(comparison.AdjustedPValue) with { IsStrong = comparison.AdjustedPValue < Significant },
        ];

    private static string Note(int subjects, ReportData data)
    {
        double least = Math.Pow(2, 1 - subjects);
        string excluded = string.Join("; ", data.Rows.Except(data.Comparable).Select(row => row.Label));
        return "Diff.: percentage points, the row less the other. Effect: matched-pairs rank-biserial correlation, positive where the row is better. "
            + "p: Wilcoxon\u2019s signed-rank test over subjects, two-sided, exact; (Holm): corrected for the number of rows compared, bold below 0.05. "
            + FormattableString.Invariant($"With {subjects} subjects no p can be less than {least:0.####}. ")
            + "The best row was chosen on these subjects: its lead is overstated."
            + (excluded.Length == 0 ? "" : $" Left out, for lacking folds or having other subjects or classes: {excluded}.");
    }
}
