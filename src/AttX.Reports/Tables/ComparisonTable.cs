using AttX.Evaluation;
using AttX.Reports.Reading;
using AttX.Reports.Writing;

namespace AttX.Reports.Tables;

/// <summary>Rows compared, paired by subject: what differs and by how much, and what these data could have shown.</summary>
internal static class ComparisonTable
{
    /// <summary>Builds the comparison named in advance and its limits; none where the data hold nothing of it.</summary>
    public static IReadOnlyList<ReportTable> Named(ReportData data) => data.Named is not { } named ? [] :
    [
        Of("named-in-advance", $"{MetricNames.NameOf(SeededScores.Primary)}: {named.Row} against what was named in advance", named.Rivals, c => c.Other,
            $"Diff.: {named.Row} less the other. Which rows are compared, on which metric, was fixed before any score was known; the correction is over these "
                + $"{named.Rivals.Count} alone."),
        Limits("named-in-advance-limits", $"{MetricNames.NameOf(SeededScores.Primary)}: what the comparison named in advance excludes, and could have found",
            named.Rivals, c => c.Other),
    ];

    /// <summary>Builds the comparison of every row with feature fusion or, without it and without a best row, with the first; null where there is none.</summary>
    public static ReportTable? WithReference(ReportData data, Metric metric) => Family(data, metric) is not var (reference, family) ? null : Of(
        $"comparison-{metric.ToString().ToLowerInvariant()}", $"{MetricNames.NameOf(metric)}: rows compared with {reference}", family, c => c.Row,
        "Diff.: the row less the other." + Excluded(data));

    /// <summary>Builds the same comparison's limits.</summary>
    public static ReportTable? WithReferenceLimits(ReportData data, Metric metric) => Family(data, metric) is not var (reference, family) ? null : Limits(
        $"comparison-{metric.ToString().ToLowerInvariant()}-limits", $"{MetricNames.NameOf(metric)}: what comparisons with {reference} exclude, and could have found",
        family, c => c.Row);

    /// <summary>Builds the comparison of every row with the best; null where none may be named, or it is that with feature fusion.</summary>
    public static ReportTable? WithBest(ReportData data, Metric metric) =>
        data.Comparable.Count < 2 || data.BestOf(data.Comparable, metric) is not { } best || best == data.Reference ? null : Of(
            $"comparison-best-{metric.ToString().ToLowerInvariant()}", $"{MetricNames.NameOf(metric)}: rows compared with the best, {best.Label}",
            PairedComparison.WithBest(Rows(data), metric), c => c.Row,
            "Diff.: the row less the best, which was chosen on these subjects: its lead is overstated." + Excluded(data));

    private static (string Reference, IReadOnlyList<PairedComparison> Family)? Family(ReportData data, Metric metric) =>
        data.Comparable.Count > 1 && (data.Reference ?? (data.Best == null ? data.Comparable[0] : null)) is { } reference
            ? (reference.Label, PairedComparison.WithReference(Rows(data), metric, reference.Label)) : null;

    private static ScoreRow[] Rows(ReportData data) => [.. data.Comparable.Select(row => new ScoreRow(row.Label, row.Scores!))];

    private static ReportTable Of(
        string id, string title, IReadOnlyList<PairedComparison> family, Func<PairedComparison, string> nameOf, string note)
    {
        bool seeds = family.Any(c => c.SeedInterval != null);
        return new ReportTable(id, title,
            [
                new("", "Row", IsText: true), new("", "Diff."), new("95 %, people", "from"), new("95 %, people", "to"),
                .. seeds ? [new("95 %, people and seeds", "from"), new("95 %, people and seeds", "to")] : Array.Empty<ReportColumn>(),
                new("", "Effect"), new("", "p"), new("", "p (Holm)"),
            ],
            [.. family.Select(c => (ReportCell[])[nameOf(c), .. Cells(c, seeds)])],
            $"Percentage points, paired by subject. {note} 95 %: expanded percentile bootstrap, for other people with these seeds"
                + (seeds ? " and for other people with other seeds" : "") + ". Effect: matched-pairs rank-biserial correlation, positive where the difference is. "
                + "p: Wilcoxon\u2019s signed-rank test over subjects, two-sided, exact; (Holm): corrected for the number of comparisons, bold below 0.05.");
    }

    private static ReportTable Limits(string id, string title, IReadOnlyList<PairedComparison> family, Func<PairedComparison, string> nameOf) => new(id, title,
        [new("", "Row", IsText: true), new("", "Diff."), new("", "p (equivalence)"), new("", "Excluded from"), new("", "Detectable from")],
        [.. family.Select(c => (ReportCell[])
        [
            nameOf(c), ReportCell.Difference(100 * c.Difference),
            c.Equivalence is { } equal ? ReportCell.Probability(equal.PValue) with { IsStrong = equal.PValue < PairedComparison.Level } : ReportCell.None,
            ReportCell.Percent(c.Equivalence?.Bound), ReportCell.Percent(c.Detectable),
        ])],
        FormattableString.Invariant($"Percentage points. p (equivalence): two one-sided t tests of a difference of less than {100 * EquivalenceTest.ScoreMargin:0} points, a margin stated in advance, by the standard error over people and, where there are several, seeds; bold below 0.05. ")
            + "Excluded from: the smallest difference, in either direction, that these tests exclude at 5 %. Detectable from: the smallest difference that "
            + FormattableString.Invariant($"a test at 0.05/{family.Count}, as Holm\u2019s first step is, finds with a power of {100 * DetectableDifference.Power:0} %, given the differences\u2019 deviation")
            + (family.Any(c => c.Detectable == null) ? "; –: with so few subjects no p is small enough." : "."));

    private static ReportCell[] Cells(PairedComparison comparison, bool seeds) =>
    [
        ReportCell.Difference(100 * comparison.Difference),
        .. Cells(comparison.Interval), .. seeds ? Cells(comparison.SeedInterval) : [],
        ReportCell.Number(comparison.Test.EffectSize, "+0.00;\u22120.00;0.00"),
        ReportCell.Probability(comparison.Test.PValue),
        ReportCell.Probability(comparison.AdjustedPValue) with { IsStrong = comparison.AdjustedPValue < PairedComparison.Level },
    ];

    private static ReportCell[] Cells(Interval? interval) => [ReportCell.Difference(100 * interval?.Low), ReportCell.Difference(100 * interval?.High)];

    private static string Excluded(ReportData data)
    {
        string excluded = string.Join("; ", data.Rows.Except(data.Comparable).Select(row => row.Label));
        return excluded.Length == 0 ? "" : $" Left out, for lacking folds or having other subjects or classes: {excluded}.";
    }
}
