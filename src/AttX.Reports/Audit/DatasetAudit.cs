using AttX.Reports.Reading;

namespace AttX.Reports.Audit;

/// <summary>Audits runs on several datasets.</summary>
internal static class DatasetAudit
{
    /// <summary>Says which names stand in several datasets, where there are several: only the user knows whether they are the same people.</summary>
    public static IEnumerable<AuditFinding> People(ReportData data)
    {
        (string Dataset, string Subject)[] subjects = [.. data.StoredRuns.SelectMany(run => run.Data.Datasets)
            .SelectMany(d => d.Value.Select(s => (d.Key, s[Math.Min(s.Length, d.Key.Length + 1)..]))).Distinct()];
        string[] shared = [.. subjects.GroupBy(s => s.Subject, s => s.Dataset).Where(g => g.Count() > 1)
            .Select(g => $"{g.Key} stands in {string.Join(" and ", g)}")];
        if (subjects.Length > 0)
            yield return new AuditFinding("No person stands in two datasets", AuditOutcome.NotCheckable, shared.Length == 0
                ? "No name stands in two, and no recording does; whether somebody took part in both under two names, the folder does not tell."
                : $"{string.Join("; ", shared)}. If that is the same person, leave one out with --subjects; no recording stands in two.");
    }
}
