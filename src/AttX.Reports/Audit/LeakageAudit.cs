using AttX.Evaluation;
using AttX.ModelFiles;
using AttX.Options;
using AttX.Reports.Reading;
using AttX.Runs;
using AttX.Signals.Preprocessing;

namespace AttX.Reports.Audit;

/// <summary>
/// Checks whether any information about a test subject can have reached the training, as far as the run's folder shows: it holds names,
/// fingerprints, times, labels and predictions, not the signals.
/// </summary>
public static class LeakageAudit
{
    /// <summary>Why there is nothing to compare before the first fold is done.</summary>
    internal const string NoFold = "no fold is done";

    /// <summary>Returns all findings: first what was checked, then what holds by design, then what cannot be checked.</summary>
    /// <exception cref="InvalidDataException">A model's file is damaged; the message names it.</exception>
    public static IReadOnlyList<AuditFinding> Of(ReportData data) =>
    [
        TestSubjects(data), TrainingSubjects(data), Recordings(data), CopyAudit.Of(data), SameData(data),
        WindowAudit.Spacing(data), WindowAudit.SameWindows(data), WindowAudit.Classes(data), Epochs(data),
        .. data.Rows.Select(row => row.Options.Normalisation).Distinct().Order().Select(Statistics),
        new("Filters mix no subjects", AuditOutcome.ByDesign,
            "Each recording is filtered and resampled by itself. The filters run forward and backward: a window knows what follows it in its own "
                + "recording, which live use cannot."),
        new("The options were not chosen by these scores", AuditOutcome.NotCheckable, data.Scored.Count > 1
            ? $"The best of {data.Ranked.Count} rows is best on the very subjects that are tested: its score is optimistic."
            : "Whether other options were tried before on the same subjects, the folder does not tell."),
        .. SelectionAudit.Of(data), .. PretrainingAudit.Of(data),
        .. DatasetAudit.People(data),
        new("No person stands under two names", AuditOutcome.NotCheckable,
            "Fingerprints tell the same recording or a changed copy of it, not the same person recorded twice."),
        new("Labels are right, and change where the recording says", AuditOutcome.NotCheckable,
            "The label track is not in the folder; windows are cut within one run of one label, which their times are checked for above."),
    ];

    private static AuditFinding TestSubjects(ReportData data)
    {
        ReportFold[] folds = [.. Folds(data)];
        return Finding("Each fold\u2019s predictions are of its test subject alone",
            folds.Where(f => f.Result.Predictions.Subject != f.Subject)
                .Select(f => $"the fold of {f.Subject} holds predictions of {f.Result.Predictions.Subject}"),
            $"{folds.Length} folds.", folds.Length, NoFold);
    }

    private static AuditFinding TrainingSubjects(ReportData data)
    {
        const string claim = "No test subject is among those that its model was trained on";
        var failures = new List<string>();
        int silent = 0, models = 0;
        foreach ((ReportRun run, ReportFold fold) in Models(data))
            foreach (IReadOnlyList<TrainingSubject>? training in fold.Files.ReadTraining())
            {
                models++;
                silent += training == null ? 1 : 0;
                if (training != null)
                    failures.AddRange(Misused(run.Stored!, fold.Subject, training).Select(what => $"the model of {Name(run, fold)} was trained on {what}"));
            }

        return failures.Count == 0 && silent > 0
            ? new AuditFinding(claim, AuditOutcome.NotCheckable,
                $"{silent} of {models} models, written by an earlier version, do not say whom they were trained on.")
            : Finding(claim, failures, $"{models} models, by the list of names and fingerprints in each.", models, NoFold);
    }

    /// <summary>Describes the first subject that a model should not have been trained on, if any.</summary>
    private static IEnumerable<string> Misused(StoredRun run, string subject, IReadOnlyList<TrainingSubject> training)
    {
        Fold fold = run.FoldOf(subject);
        string? tested = fold.TestSubjects.FirstOrDefault(test => training.Any(t => t.Subject == test || t.Fingerprint == run.Data.Fingerprints[test]));
        return tested != null ? [$"{tested}\u2019s recording"]
            : training.Select(t => t.Subject).Except(run.Data.Fingerprints.Keys).FirstOrDefault() is { } foreign ? [$"{foreign}, who is not of the run"]
            : training.Select(t => t.Subject).Except(fold.TrainingSubjects).FirstOrDefault() is { } other ? [$"{other}, whom --split {run.Options.Split} leaves out"]
            : [];
    }

    /// <summary>One test subject of each model.</summary>
    private static IEnumerable<(ReportRun Run, ReportFold Fold)> Models(ReportData data) =>
        RunFolds(data).DistinctBy(f => (f.Run, f.Run.Stored!.FoldOf(f.Fold.Subject).Name));

    private static AuditFinding Recordings(ReportData data)
    {
        int subjects = Fingerprints(data).Select(f => f.Subject).Distinct().Count();
        return Finding("No recording stands under two names",
            Fingerprints(data).GroupBy(f => f.Fingerprint, f => f.Subject).Where(g => g.Distinct().Count() > 1)
                .Select(g => $"{string.Join(" and ", g.Distinct())} are the same recording: tested on one, trained on the other"),
            $"{subjects} subjects, by the SHA-256 of the channels that were read.", subjects - 1, $"{subjects} subjects");
    }

    private static AuditFinding SameData(ReportData data)
    {
        IGrouping<string, (string Subject, string Fingerprint)>[] read = [.. Fingerprints(data).GroupBy(f => f.Channels + f.Subject, f => (f.Subject, f.Fingerprint))];
        return Finding("All runs read the same recordings",
            read.Where(g => g.Distinct().Count() > 1).Select(g => $"{g.First().Subject} is not the same recording in all runs"),
            $"{data.StoredRuns.Count} runs, by the same SHA-256, those of the same channels with each other.", read.Count(g => g.Count() > 1),
            data.StoredRuns.Count < 2 ? "there is one run" : "no two runs read the same channels");
    }

    private static AuditFinding Epochs(ReportData data)
    {
        (ReportRun Run, ReportFold Fold)[] networks = [.. Models(data).Where(f => f.Run.Stored!.Options.Learner == null)];
        return Finding("No epoch was chosen by its test score",
            networks.Where(f => f.Fold.Result.Histories.Values.Any(h => Candidates.Possible(f.Run.Stored!.Options).All(o => h.Count != o.Epochs)))
                .Select(f => $"{Name(f.Run, f.Fold)} did not train the {f.Run.Stored!.Options.Epochs} epochs of its options"),
            "Every network trained the number of epochs in its options; the last one\u2019s weights are used.",
            networks.Length, Models(data).Any() ? "learners have no epochs" : NoFold);
    }

    private static AuditFinding Statistics(Normalisation choice) => choice switch
    {
        Normalisation.Subject => new("Statistics of --normalise subject", AuditOutcome.ByDesign,
            "Each subject is standardised by its own used samples, the test subject too: its signals are seen in full before the test, without labels "
                + "(these decide only which samples are used). A device that meets a new person cannot do so."),
        Normalisation.Baseline => new("Statistics of --normalise baseline", AuditOutcome.ByDesign,
            "Each subject is standardised by its own baseline, the test subject too: what a device can do after a calibration."),
        Normalisation.Train => new("Statistics of --normalise train", AuditOutcome.ByDesign,
            "All subjects are standardised by the training subjects\u2019 samples: nothing of the test subject is seen."),
        Normalisation.Running or Normalisation.RunningAndTrain => new("Statistics of --normalise running", AuditOutcome.ByDesign,
            "Each window is standardised by what its session had heard up to the window\u2019s end, and by the training subjects\u2019 samples: "
                + "nothing of the test subject is seen before a device would see it."),
        _ => throw new ArgumentOutOfRangeException(nameof(choice)),
    };

    /// <summary>Holds where something was compared without a failure; reports the first failure, or that there was nothing to compare.</summary>
    /// <param name="claim">What should hold.</param>
    /// <param name="failures">The cases where it does not.</param>
    /// <param name="looked">What was compared.</param>
    /// <param name="compared">Number of things compared; none prove nothing.</param>
    /// <param name="nothing">Why there is nothing to compare, if there is nothing.</param>
    internal static AuditFinding Finding(string claim, IEnumerable<string> failures, string looked, int compared, string nothing)
    {
        string[] all = [.. failures];
        return all.Length > 0 ? new AuditFinding(claim, AuditOutcome.Fails, all[0] + (all.Length == 1 ? "." : $"; and {all.Length - 1} more."))
            : compared <= 0 ? new AuditFinding(claim, AuditOutcome.NotCheckable, $"Nothing to compare: {nothing}.")
            : new AuditFinding(claim, AuditOutcome.Holds, looked);
    }

    /// <summary>Every finished fold, with its run.</summary>
    internal static IEnumerable<(ReportRun Run, ReportFold Fold)> RunFolds(ReportData data) =>
        data.Rows.SelectMany(row => row.Runs).SelectMany(run => run.Folds.Select(fold => (run, fold)));

    /// <summary>Path of the fold within the folder.</summary>
    internal static string Name(ReportRun run, ReportFold fold) =>
        $"{Path.GetFileName(Path.GetDirectoryName(run.Stored!.Folder))}/{Path.GetFileName(run.Stored.Folder)}/{fold.Subject}";

    private static IEnumerable<ReportFold> Folds(ReportData data) => RunFolds(data).Select(f => f.Fold);

    private static IEnumerable<(string Subject, string Fingerprint, string Channels)> Fingerprints(ReportData data) =>
        from stored in data.StoredRuns
        from f in stored.Data.Fingerprints
        select (f.Key, f.Value, $"{stored.Options.Device} {string.Join(' ', stored.Options.Modalities)} ");
}
