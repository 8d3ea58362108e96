using System.Globalization;
using AttX.Reports.Reading;
using AttX.Runs;
using AttX.Signals.Preprocessing;

namespace AttX.Reports.Audit;

/// <summary>Checks whether a recording that was tested on is a changed copy of one trained on.</summary>
internal static class CopyAudit
{
    /// <summary>Returns the finding, by the sketches in run.json.</summary>
    public static AuditFinding Of(ReportData data)
    {
        StoredRun[] sketched = [.. data.StoredRuns.Where(run => run.Data.Sketches.Count > 1)];
        return LeakageAudit.Finding("No recording is a changed copy of another",
            sketched.SelectMany(run => RecordingSketch.NearCopies(run.Data.Sketches.Select(s => (s.Key, (string?)s.Value))).Where(copy => Parted(run, copy)))
                .DistinctBy(copy => (copy.First, copy.Second)).Select(copy => string.Create(CultureInfo.InvariantCulture,
                    $"{copy.First} and {copy.Second} share {100 * copy.Share:0} % of their moments, which two people do not: tested on one, trained on the other")),
            $"{sketched.SelectMany(run => run.Data.Sketches.Keys).Distinct().Count()} subjects, by the moments that their recordings share.",
            sketched.Length, data.StoredRuns.Any(run => run.Data.Sketches.Count > 0) ? "there is one subject" : "earlier versions began all runs");
    }

    /// <summary>Whether a fold tests on one of the two and trains on the other.</summary>
    private static bool Parted(StoredRun run, NearCopy copy) => run.Folds.Any(fold =>
        (fold.TestSubjects.Contains(copy.First) && fold.TrainingSubjects.Contains(copy.Second))
        || (fold.TestSubjects.Contains(copy.Second) && fold.TrainingSubjects.Contains(copy.First)));
}
