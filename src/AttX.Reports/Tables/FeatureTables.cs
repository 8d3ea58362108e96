using AttX.Reports.Writing;
using AttX.Signals.Features;

namespace AttX.Reports.Tables;

/// <summary>Features of windows by condition.</summary>
internal static class FeatureTables
{
    /// <summary>Builds a table with one row per feature and one column per label: mean and standard deviation over the windows that have it.</summary>
    /// <param name="id">The table's anchor.</param>
    /// <param name="features">The windows; without labels they form one column.</param>
    public static ReportTable ByCondition(string id, RecordingFeatures features)
    {
        string?[] labels = [.. features.Windows.Select(w => w.Label).Distinct()];
        IReadOnlyList<FeatureInfo> columns = features.Matrix.Columns;
        int[] present = [.. Enumerable.Range(0, columns.Count).Where(c => Values(c, _ => true).Length > 0)];
        return new ReportTable(id, "Features by condition, mean ± SD over windows",
            [new("", "Feature", IsText: true), new("", "Unit", IsText: true), .. labels.Select(l => new ReportColumn("", l ?? "all"))],
            [.. present.Select(c => (ReportCell[])[columns[c].Name, columns[c].Unit, .. labels.Select(l => Cell(Values(c, w => w.Label == l)))])],
            "docs/features.md defines the features. Windows overlap by half, so that the deviations are not those of independent values.");

        double[] Values(int column, Func<FeatureWindow, bool> uses) =>
            [.. features.Windows.Index().Where(w => uses(w.Item)).Select(w => features.Matrix.Row(w.Index)[column]).Where(double.IsFinite)];
    }

    private static ReportCell Cell(double[] values)
    {
        if (values.Length == 0)
            return ReportCell.None;
        double mean = values.Average(), deviation = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / Math.Max(1, values.Length - 1));
        return new ReportCell(FormattableString.Invariant($"{mean:G4}") + (values.Length > 1 ? FormattableString.Invariant($" ± {deviation:G2}") : ""), mean);
    }
}
