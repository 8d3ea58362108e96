using AttX.Inference;
using AttX.Reports.Writing;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Reports.Tables;

/// <summary>Shares of time by estimate, and mean attention by estimate.</summary>
internal static class PredictionTables
{
    /// <summary>Builds a table with one row per recording: its estimates, and the reasons for missing ones.</summary>
    public static ReportTable Estimates(IReadOnlyList<EstimateSummary> summaries, PredictionForm form)
    {
        QualityFlags[] flaws = [.. QualityFlagsText.All.Where(flaw => summaries.Any(s => s.Reasons.Any(r => r.Flaw == flaw)))];
        return new ReportTable("estimates", "Share of time by estimate (%)",
            [
                new("", "Recording", IsText: true), new("", "Windows"), .. form.Classes.Select(c => new ReportColumn("Estimate", c)),
                new("", "No estimate"), .. form.Postprocessing.Abstain > 0 ? [new ReportColumn("", "Uncertain")] : Array.Empty<ReportColumn>(),
                .. form.Postprocessing.Alarm != null ? [new ReportColumn("Alarms", "number"), new ReportColumn("Alarms", "per hour")] : Array.Empty<ReportColumn>(), .. flaws.Select(f => new ReportColumn("Reasons", f.Describe())),
            ],
            [.. summaries.Select(s => (ReportCell[])
            [
                s.Recording, ReportCell.Number(s.Windows, "F0"),
                .. s.Estimates.Append(s.WithoutEstimate).Select(n => ReportCell.Percent(s.Share(n))),
                .. form.Postprocessing.Abstain > 0 ? [ReportCell.Percent(s.Share(s.Uncertain))] : Array.Empty<ReportCell>(),
                .. form.Postprocessing.Alarm != null ? [ReportCell.Number(s.Alarms, "F0"), ReportCell.Number(s.AlarmsPerHour, "F1")] : Array.Empty<ReportCell>(),
                .. flaws.Select(f => ReportCell.Percent(s.Share(s.Reasons.FirstOrDefault(r => r.Flaw == f).Count))),
            ])],
            flaws.Length > 0 ? "A window may have several flaws." : "");
    }

    /// <summary>Builds a table with one row per recording and one column per set of sensors that estimates rest on.</summary>
    public static ReportTable Sensors(IReadOnlyList<EstimateSummary> summaries)
    {
        string[] sets = [.. summaries.SelectMany(s => s.Sensors).Select(s => s.Sensors).Distinct().OrderByDescending(s => s.Length).ThenBy(s => s, StringComparer.Ordinal)];
        return new ReportTable("sensors", "Sensors that the estimates rest on (% of time)",
            [new("", "Recording", IsText: true), .. sets.Select(s => new ReportColumn("Estimate from", s)), new("", "No estimate")],
            [.. summaries.Select(s => (ReportCell[])
            [
                s.Recording, .. sets.Select(set => ReportCell.Percent(s.Share(s.Sensors.FirstOrDefault(r => r.Sensors == set).Count))),
                ReportCell.Percent(s.Share(s.WithoutEstimate)),
            ])],
            "A sensor that the recording lacks, or that has no signal in a window, is left out there.");
    }

    /// <summary>Builds a table with one row per connection and modality, and one column per class.</summary>
    /// <param name="sums">Sum of theta per class and column.</param>
    /// <param name="counts">Windows per class.</param>
    /// <param name="form">The columns.</param>
    /// <param name="modalities">The model's.</param>
    public static ReportTable Attention(double[,] sums, int[] counts, PredictionForm form, IReadOnlyList<Modality> modalities) => new(
        "attention", "Mean theta by estimate", [new("", "Stage and modality", IsText: true), .. form.Classes.Select(c => new ReportColumn("", c))],
        [.. form.Attention.Select((column, a) => (ReportCell[])
        [
            $"stage {column.Stage}, {ModalityNames.OfBranch(column.Branch, modalities)}",
            .. counts.Select((count, c) => ReportCell.Number(sums[c, a] / count, "F4")),
        ])],
        $"Mean over all windows with an estimate. {ThetaText.Even(form.Attention.Select(a => a.Branch).Distinct().Count())}. {ThetaText.NotImportance}");
}
