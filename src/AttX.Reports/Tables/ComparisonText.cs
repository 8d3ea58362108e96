using AttX.Evaluation;
using AttX.Reports.Writing;

namespace AttX.Reports.Tables;

/// <summary>A paired comparison, the choice of a best row, in words.</summary>
public static class ComparisonText
{
    /// <summary>Says by how much a row is above or below another, with the interval that holds for other seeds, too, and p.</summary>
    public static string Of(PairedComparison comparison)
    {
        (Interval interval, string over) = comparison.SeedInterval is { } seeds ? (seeds, "people and seeds") : (comparison.Interval, "people");
        string p = ReportCell.Probability(comparison.AdjustedPValue).Text;
        return $"{Points(Math.Abs(comparison.Difference))} points of accuracy {(comparison.Difference < 0 ? "below" : "above")} {comparison.Other} "
            + $"(95 % interval {ReportCell.Difference(100 * interval.Low).Text} to {ReportCell.Difference(100 * interval.High).Text} over {over}, p {(p.StartsWith('<') ? "" : "= ")}{p})";
    }

    /// <summary>Says what difference the data exclude.</summary>
    public static string Excluded(PairedComparison comparison) =>
        comparison.Equivalence is { } equal ? $"differences of {Points(equal.Bound)} points or more are excluded" : "nothing is excluded";

    /// <summary>Says what differences a family of comparisons could have found.</summary>
    public static string Detectable(IReadOnlyList<PairedComparison> family)
    {
        double[] found = [.. family.Select(c => c.Detectable).OfType<double>().Order()];
        return found.Length == 0 ? "With so few subjects, no difference could have been found."
            : found.Length == 1 ? $"With 80 % power, a difference of {Points(found[0])} points would have been found."
            : $"With 80 % power, differences of {Points(found[0])} to {Points(found[^1])} points, depending on the rival, would have been found.";
    }

    /// <summary>Says what the choice of the best row is worth.</summary>
    public static string Of(NestedBest nested) =>
        $"Chosen for each person by the others alone, the best row scores {Points(nested.Mean)} %: "
            + $"choosing on the same people flatters it by {Points(nested.Optimism)} points.";

    private static string Points(double share) => ReportCell.Percent(share).Text;
}
