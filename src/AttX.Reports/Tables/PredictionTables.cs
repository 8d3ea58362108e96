using AttX.Inference;
using AttX.Reports.Writing;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Reports.Tables;

/// <summary>Shares of time by estimate, and mean attention by estimate.</summary>
internal static class PredictionTables
{
    /// <summary>A row a recording: what it was estimated to be, and why it was not.</summary>
    public static ReportTable Estimates(IReadOnlyList<EstimateSummary> summaries, PredictionForm form)
    {
        QualityFlags[] flaws = [.. QualityFlagsText.All.Where(flaw => summaries.Any(s => s.Reasons.Any(r => r.Flaw == flaw)))];
        return new ReportTable("estimates", "Share of time by estimate (%)",
            [
                new("", "Recording", IsText: true), new("", "Windows"), .. form.Classes.Select(c => new ReportColumn("Estimate", c)),
                new("", "No estimate"), .. flaws.Select(f => new ReportColumn("Reasons", f.Describe())),
            ],
            [.. summaries.Select(s => (ReportCell[])
            [
                s.Recording, ReportCell.Number(s.Windows, "F0"),
                .. s.Estimates.Append(s.WithoutEstimate).Select(n => ReportCell.Percent(s.Share(n))),
                .. flaws.Select(f => ReportCell.Percent(s.Share(s.Reasons.FirstOrDefault(r => r.Flaw == f).Count))),
            ])],
            flaws.Length > 0 ? "A window may have several flaws." : "");
    }

    /// <summary>A row a connection and modality; a column a class.</summary>
    /// <param name="sums">Sum of theta by class and column.</param>
    /// <param name="counts">Windows by class.</param>
    /// <param name="form">The columns.</param>
    /// <param name="modalities">The model's.</param>
    public static ReportTable Attention(double[,] sums, int[] counts, PredictionForm form, IReadOnlyList<Modality> modalities) => new(
        "attention", "Mean theta by estimate", [new("", "Stage and modality", IsText: true), .. form.Classes.Select(c => new ReportColumn("", c))],
        [.. form.Attention.Select((column, a) => (ReportCell[])
        [
            $"stage {column.Stage}, {ModalityNames.OfBranch(column.Branch, modalities)}",
            .. counts.Select((count, c) => ReportCell.Number(sums[c, a] / count, "F4")),
        ])],
        $"Mean over all windows with an estimate. {ThetaText.Even(form.Attention.Select(a => a.Branch).Distinct().Count())}.");
}
