using AttX.Evaluation;
using AttX.ModelFiles;
using AttX.Options;
using AttX.Recipes;
using AttX.Signals;
using AttX.Windows;

namespace AttX.Runs;

/// <summary>Computes the folds of a run again. Thread-safe.</summary>
/// <param name="run">The run.</param>
/// <param name="prepared">The windows of its subjects, from the recordings.</param>
/// <param name="unused">Reads the windows of a test subject's time that the task does not use.</param>
/// <param name="models">The kinds of models.</param>
/// <param name="observer">Receives progress.</param>
internal sealed class FoldVerification(
    StoredRun run, IReadOnlyDictionary<string, PreparedSubject> prepared, Func<string, WindowSet> unused, ModelTable models, IExperimentObserver observer)
{
    /// <summary>Name of a fold that is trained again.</summary>
    public static string Again(Fold fold) => fold.Name + " trained again";

    /// <summary>Tests the stored model of a fold on each of its subjects.</summary>
    public IReadOnlyList<VerifiedPart> Test(Fold fold, CancellationToken cancellation)
    {
        VerifiedPart[] parts = [.. fold.TestSubjects.Select(subject =>
        {
            cancellation.ThrowIfCancellationRequested();
            return Part(subject, subject, () => Test(fold, subject));
        })];
        observer.FoldAdvanced(fold.Name, 1, resumed: false);
        return parts;
    }

    /// <summary>Trains a fold again, keeping nothing, and compares models, the course of training, and each subject's files.</summary>
    /// <exception cref="Ground.OptionsException">The encoder that the run started from is not there.</exception>
    public IReadOnlyList<VerifiedPart> Retrain(Fold fold, RecipeTable recipes, CancellationToken cancellation)
    {
        var renamed = new RenamedFold(observer, Again(fold));
        var runner = new FoldRunner(run.Options, recipes.For(run.Options), prepared, unused, renamed);
        IFittedModel model = runner.Fit(fold, checkpoints: null, cancellation);
        return [.. fold.TestSubjects.Select(subject => Part($"{subject} trained again", subject, () =>
        {
            FoldFolder folder = run.Files(subject);
            (string, byte[]?)[] files = [.. (folder.Shared?.Content(model.Files) ?? []).Concat(folder.Content(model.Files, runner.Test(model, subject))).Select(f => (f.Path, (byte[]?)f.Content))];
            return Compare(files);
        }))];
    }

    private (string? Difference, IReadOnlyList<string> Same) Test(Fold fold, string subject)
    {
        if (run.Data.Fingerprints[subject] != prepared[subject].Fingerprint)
            return ("the recording is another one than the run's", []);
        FoldFolder folder = run.Files(subject);
        folder.Load(); // which checks the hashes of every file
        IModel model = folder.LoadModel(models);
        if (Misfit(model, fold) is { } misfit)
            return (misfit, []);
        FoldTest test = FoldTest.Of(new TestedModel(model), prepared[subject].Windows, () => unused(subject), run.Options);
        // An earlier version made fewer files; those that a fold lacks and its hashes do not name are none of it.
        return Compare([.. folder.Answers(test).Where(f => File.Exists(f.Path))]);
    }

    /// <summary>Returns why a model is not that of the fold by its own account; null if it is.</summary>
    private string? Misfit(IModel model, Fold fold)
    {
        IReadOnlyList<string>[] differences = [.. Candidates.Possible(run.Options).Select(o => OptionsJson.Differences(model.Options with { Init = model.Options.Init?.Anonymous }, "the model", o with { Init = o.Init?.Anonymous }))];
        if (differences.All(d => d.Count > 0))
            return $"the model is of another run ({differences.MinBy(d => d.Count)![0]})";
        (string, string?)[] told = [.. (model.Training ?? []).Select(t => (t.Subject, t.Fingerprint))];
        (string, string?)[] meant = [.. fold.TrainingSubjects.Select(s => (s, (string?)run.Data.Fingerprints[s]))];
        return model.Training == null || told.ToHashSet().SetEquals(meant) ? null
            : $"the model was trained on {string.Join(", ", told.Except(meant).Concat(meant.Except(told)).Select(t => t.Item1).Distinct())} otherwise than the run says";
    }

    private static (string? Difference, IReadOnlyList<string> Same) Compare(IReadOnlyList<(string Path, byte[]? Content)> files)
    {
        foreach ((string path, byte[]? content) in files)
            if (FileDifference.Of(path, content) is { } difference)
                return ($"{Path.GetFileName(path)}: {difference}", []);
        return (null, [.. files.Select(f => Path.GetFileName(f.Path))]);
    }

    private VerifiedPart Part(string name, string subject, Func<(string? Difference, IReadOnlyList<string> Same)> compare)
    {
        int windows = prepared[subject].Windows.Count;
        if (run.Files(subject).Progress != FoldProgress.Done)
            return new VerifiedPart(name, windows, VerificationOutcome.Missing, "not there: the fold is not done");
        try
        {
            (string? difference, IReadOnlyList<string> same) = compare();
            return difference != null ? new VerifiedPart(name, windows, VerificationOutcome.Differs, difference)
                : new VerifiedPart(name, windows, VerificationOutcome.Same, $"{same.Count} files{(same.FirstOrDefault(f => f.StartsWith("model", StringComparison.Ordinal)) is { } model ? $", {model} among them" : "")}");
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return new VerifiedPart(name, windows, VerificationOutcome.Differs, e.Message);
        }
    }

    /// <summary>Reports the training of a fold under another name.</summary>
    private sealed class RenamedFold(IExperimentObserver observer, string name) : IExperimentObserver
    {
        public void FoldAdvanced(string fold, double share, bool resumed) => observer.FoldAdvanced(name, share, resumed);

        public void Note(string message) => observer.Note(message);
    }
}
