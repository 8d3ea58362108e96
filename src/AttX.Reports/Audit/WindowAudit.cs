using System.Globalization;
using AttX.Evaluation;
using AttX.Options;
using AttX.Reports.Reading;
using AttX.Signals;

namespace AttX.Reports.Audit;

/// <summary>Audits the times and labels of the test windows.</summary>
internal static class WindowAudit
{
    /// <summary>Tolerance in seconds, far below one sample: starts lie on the grid of the common rate.</summary>
    private const double Tolerance = 1e-6;

    /// <summary>Checks that consecutive windows start one hop apart, or do not overlap where a run of one label ends.</summary>
    public static AuditFinding Spacing(ReportData data) => LeakageAudit.Finding("No window reaches over a change of label",
        LeakageAudit.RunFolds(data).Select(f => Violation(f.Fold.Result.Predictions, f.Run.Stored!.Options) is { } what
            ? $"{LeakageAudit.Name(f.Run, f.Fold)}: {what}" : null).OfType<string>(),
        "Successive windows start one hop apart, or do not overlap; windows of different labels never overlap.",
        LeakageAudit.RunFolds(data).Count(f => f.Fold.Result.Predictions.Items.Count > 1), LeakageAudit.NoFold);

    /// <summary>Checks that rows with the same windowing options were tested on the same windows.</summary>
    public static AuditFinding SameWindows(ReportData data)
    {
        (ReportRun Run, ReportFold Fold)[][] alike = [.. LeakageAudit.RunFolds(data)
            .GroupBy(f => (f.Fold.Subject, f.Run.Stored!.Options.Preprocessing().Spec, f.Run.Stored.Options.Task, f.Run.Stored.Options.Device))
            .Select(group => group.ToArray()).Where(group => group.Length > 1)];
        return LeakageAudit.Finding("Rows and seeds are tested on the same windows",
            alike.Select(group => group.FirstOrDefault(f => !Windows(f.Fold).SequenceEqual(Windows(group[0].Fold)))).Where(f => f.Fold != null)
                .Select(f => $"{LeakageAudit.Name(f.Run, f.Fold)} has other windows or labels than the first row"),
            "Starts and labels of every subject\u2019s windows are the same wherever the window\u2019s length, overlap and rate are.",
            alike.Length, data.StoredRuns.Count < 2 ? "there is one run" : "no two runs are tested on the same subject and kind of windows");
    }

    /// <summary>
    /// Checks that predictions are the classes of the highest probability. Those of a vote are not, nor those of learners, which decide by other values.
    /// </summary>
    public static AuditFinding Classes(ReportData data)
    {
        (ReportRun Run, ReportFold Fold)[] folds = [.. LeakageAudit.RunFolds(data).Where(f =>
            Candidates.Possible(f.Run.Stored!.Options).All(o => o is { Learner: null, Decision: not DecisionRule.Vote }))];
        return LeakageAudit.Finding("Each prediction is the class of the highest probability",
            folds.Select(f => (f, Index: f.Fold.Result.Predictions.Items.ToList().FindIndex(p => p.Probabilities[p.Predicted] < p.Probabilities.Max()))).Where(f => f.Index >= 0)
                .Select(f => $"window {f.Index + 1} of {LeakageAudit.Name(f.f.Run, f.f.Fold)} is not"),
            $"{folds.Length} folds. That the models make these probabilities, attx verify tells.",
            folds.Length, LeakageAudit.RunFolds(data).Any() ? "a vote and learners decide otherwise" : LeakageAudit.NoFold);
    }

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
