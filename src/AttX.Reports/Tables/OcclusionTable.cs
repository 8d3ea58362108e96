using AttX.Evaluation;
using AttX.Reports.Reading;
using AttX.Reports.Writing;
using AttX.Signals.Modalities;

namespace AttX.Reports.Tables;

/// <summary>What every row loses without each modality.</summary>
internal static class OcclusionTable
{
    private static readonly string[] Headers = ["Accuracy", "from", "to", "AUC"];

    /// <summary>Builds the table; null where no row has such scores.</summary>
    public static ReportTable? Of(ReportData data)
    {
        (ReportRow Row, ILookup<string, Loss> Losses)[] rows = [.. data.Scored.Select(row => (row, Losses(row))).Where(r => r.Item2.Count > 0)];
        Modality[] modalities = [.. rows.SelectMany(r => r.Row.Options.Modalities).Distinct()];
        return rows.Length == 0 ? null : new ReportTable("occlusion", "What is lost without a modality",
            [
                new("", "Row", IsText: true),
                .. modalities.SelectMany(m => Headers.Select(header => new ReportColumn($"without {m.Info().Label}", header))),
            ],
            [.. rows.Select(r => (ReportCell[])[RowLabel.Of(r.Row), .. modalities.SelectMany(m => Cells([.. r.Losses[m.Info().Name]]))])],
            "Percentage points of accuracy, with 95 % bootstrap interval over subjects, and area under the ROC curve: with all modalities less without the one, means over subjects (and "
                + "seeds). Positive: the modality helps. These are losses of these networks, which never met such a signal: one trained without the modality may lose less, and of two "
                + "modalities that tell the same neither may be missed." + RowLabel.Note(rows.Select(r => r.Row)));
    }

    private static ReportCell[] Cells(Loss[] losses)
    {
        double[] points = [.. losses.GroupBy(l => l.Subject).Select(s => 100 * s.Average(l => l.Accuracy))];
        if (points.Length == 0)
            return [ReportCell.None, ReportCell.None, ReportCell.None, ReportCell.None];
        Interval? interval = points.Length < 2 ? null : BootstrapInterval.Expanded(points, SeededScores.Confidence, SeededScores.Resamples, PairedComparison.ResampleSeed);
        double? area = losses.GroupBy(l => l.Subject).Select(s => s.Average(l => l.Area)).Average();
        return [ReportCell.Difference(points.Average()), ReportCell.Difference(interval?.Low), ReportCell.Difference(interval?.High), ReportCell.Number(area, "+0.0000;\u22120.0000;0.0000")];
    }

    /// <summary>Returns the losses by modality; empty where a fold has none.</summary>
    private static ILookup<string, Loss> Losses(ReportRow row)
    {
        var folds = row.Scored.SelectMany(run => run.Folds).Select(fold => (fold.Subject, fold.Result.Predictions, Occlusion: fold.Files.ReadOcclusion(fold.Result.Predictions))).ToArray();
        return (folds.Any(f => f.Occlusion == null) ? [] : folds.SelectMany(f =>
        {
            OcclusionRow all = Occlusion.Of("", f.Predictions);
            return f.Occlusion!.Rows.Select(o => (o.Modality, Loss: new Loss(f.Subject, (double)(all.Right - o.Right) / f.Predictions.Items.Count, all.Area - o.Area)));
        })).ToLookup(l => l.Modality, l => l.Loss);
    }

    private sealed record Loss(string Subject, double Accuracy, double? Area);
}
