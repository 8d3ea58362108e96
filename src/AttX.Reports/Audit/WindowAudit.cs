using System.Globalization;
using AttX.Evaluation;
using AttX.Options;
using AttX.Reports.Reading;
using AttX.Signals;

namespace AttX.Reports.Audit;

/// <summary>What the times and labels of the test windows show.</summary>
internal static class WindowAudit
{
    /// <summary>Starts stand on the grid of the common rate; they are compared to far less than a sample.</summary>
    private const double Tolerance = 1e-6;

    /// <summary>Windows follow each other by the hop, or stand clear of each other where a run of one label ends.</summary>
    public static AuditFinding Spacing(ReportData data) => LeakageAudit.Finding("No window reaches over a change of label",
        LeakageAudit.RunFolds(data).Select(f => Violation(f.Fold.Result.Predictions, f.Run.Stored!.Options) is { } what
            ? $"{LeakageAudit.Name(f.Run, f.Fold)}: {what}" : null).OfType<string>(),
        "Successive windows start one hop apart, or do not overlap; windows of different labels never overlap.");

    /// <summary>Rows that cut windows alike were tested on the same ones.</summary>
    public static AuditFinding SameWindows(ReportData data) => LeakageAudit.Finding("Rows and seeds are tested on the same windows",
        LeakageAudit.RunFolds(data)
            .GroupBy(f => (f.Fold.Subject, f.Run.Stored!.Options.Preprocessing().Spec, f.Run.Stored.Options.Task, f.Run.Stored.Options.Device), f => f)
            .Select(group => group.FirstOrDefault(f => !Windows(f.Fold).SequenceEqual(Windows(group.First().Fold))))
            .Where(f => f.Fold != null)
            .Select(f => $"{LeakageAudit.Name(f.Run, f.Fold)} has other windows or labels than the first row"),
        "Starts and labels of every subject\u2019s windows are the same wherever the window\u2019s length, overlap and rate are.");

    private static IEnumerable<(double, int)> Windows(ReportFold fold) => fold.Result.Predictions.Items.Select(p => (p.StartSeconds, p.Label));

    private static string? Violation(Predictions predictions, ExperimentOptions options)
    {
        WindowSpec spec = options.Preprocessing().Spec;
        double hop = (double)spec.HopSamples / spec.SamplingRateHz, length = (double)spec.WindowSamples / spec.SamplingRateHz;
        foreach ((Prediction first, Prediction second) in predictions.Items.Zip(predictions.Items.Skip(1)))
        {
            double distance = second.StartSeconds - first.StartSeconds;
            bool clear = distance >= length - Tolerance;
            if (!clear && (first.Label != second.Label || Math.Abs(distance - hop) > Tolerance))
                return string.Create(CultureInfo.InvariantCulture, $"the windows at {first.StartSeconds:0.###} s and {second.StartSeconds:0.###} s overlap")
                    + (first.Label != second.Label ? " but have different labels" : " by other than the hop");
        }

        return null;
    }
}
