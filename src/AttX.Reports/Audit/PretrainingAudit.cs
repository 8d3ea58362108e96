using AttX.Reports.Reading;

namespace AttX.Reports.Audit;

/// <summary>Checks what encoders knew of those who are tested.</summary>
internal static class PretrainingAudit
{
    /// <summary>Returns the findings; none where every network started from random weights.</summary>
    public static IEnumerable<AuditFinding> Of(ReportData data)
    {
        (ReportRun Run, string[] Known)[] runs = [.. data.Rows.SelectMany(row => row.Runs).Where(run => run.Stored?.Options.Init != null).Select(run => (run, Known(run)))];
        if (runs.Any(r => r.Run.Stored!.Options.PretrainedOnTested))
            yield return new("Encoders know test subjects by --pretrained-on-tested", AuditOutcome.ByDesign,
                $"Without their labels, {string.Join(", ", runs.Where(r => r.Run.Stored!.Options.PretrainedOnTested).SelectMany(r => r.Known).Distinct().DefaultIfEmpty("whom, the models do not tell (the run\u2019s notes do)"))}: "
                    + "a device that meets a new person cannot do so.");
        if (runs.Any(r => !r.Run.Stored!.Options.PretrainedOnTested))
            yield return LeakageAudit.Finding("No encoder was pretrained on a test subject\u2019s recording",
                runs.Where(r => !r.Run.Stored!.Options.PretrainedOnTested).SelectMany(r => r.Known.Select(subject =>
                    $"that of {Path.GetFileName(r.Run.Stored!.Folder)} knows {subject}")),
                $"{runs.Length} runs, by the fingerprints in each model.", runs.Sum(r => r.Run.Folds.Count), LeakageAudit.NoFold);
    }

    private static string[] Known(ReportRun run) => [.. run.Folds
        .Where(fold => fold.Files.ReadPretraining().Any(t => t.Fingerprint == run.Stored!.Data.Fingerprints[fold.Subject])).Select(fold => fold.Subject)];
}
