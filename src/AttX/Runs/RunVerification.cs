using System.Text;
using AttX.Datasets;
using AttX.Evaluation;
using AttX.Ground;
using AttX.ModelFiles;
using AttX.Options;
using AttX.Recipes;
using AttX.Windows;

namespace AttX.Runs;

/// <summary>
/// Computes again, from the recordings, what a run's folder holds, and compares it to the byte: fingerprints, every test subject's files by its stored
/// model, baselines, scores, and on request models by training them again. Recordings are read anew; cached windows are not trusted.
/// </summary>
/// <param name="source">The recordings.</param>
/// <param name="models">The kinds of models.</param>
/// <param name="recipes">The recipes that options select from.</param>
public sealed class RunVerification(IDataset source, ModelTable models, RecipeTable recipes)
{
    private Cohort? _cohort;

    /// <summary>Number of subjects and folds processed at once; the outcome does not depend on it.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Verifies a run. Changes nothing in its folder.</summary>
    /// <param name="run">The run, which may be of untrusted origin.</param>
    /// <param name="retrain">Names of the folds to train again.</param>
    /// <param name="observer">Receives progress.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <exception cref="OptionsException">There is no such fold.</exception>
    /// <exception cref="InvalidDataException">The data lack a subject, or are damaged or unsuitable.</exception>
    public IReadOnlyList<VerifiedPart> Run(StoredRun run, IReadOnlyList<string> retrain, IExperimentObserver observer, CancellationToken cancellation)
    {
        if (OptionRules.Problems(run.Options) is { Count: > 0 } problems)
            throw new OptionsException(problems);
        Fold[] again = [.. retrain.Select(name => run.Folds.FirstOrDefault(f => f.Name == name)
            ?? throw new OptionsException([$"--retrain {name}: not a fold of the run, which has {string.Join(", ", run.Folds.Select(f => f.Name))}."]))];
        string[] subjects = [.. run.Data.Fingerprints.Keys], missing = [.. subjects.Except(source.Subjects)];
        if (missing.Length > 0)
            throw new InvalidDataException($"{source.Name}: lacks {string.Join(", ", missing)} of the run in {run.Folder}: give the data that it was made of.");
        Cohort cohort = _cohort ??= new Cohort(source, cache: null, Workers);
        ExperimentOptions options = run.Options with { Subjects = subjects };
        IReadOnlyDictionary<string, PreparedSubject> prepared = cohort.Prepare(options, observer, cancellation);
        var folds = new FoldVerification(run, prepared, cohort.Unused(options, observer.Note), models, observer);
        observer.FoldsBegin([.. run.Folds.Select(f => (f.Name, 1.0)), .. again.Select(f => (FoldVerification.Again(f), 100.0))]);
        var parts = new IReadOnlyList<VerifiedPart>[run.Folds.Count + again.Length];
        AttX.Ground.Workers.ForEach(parts.Length, Workers, (i, stop) => parts[i] = i < run.Folds.Count ? folds.Test(run.Folds[i], stop)
            : folds.Retrain(again[i - run.Folds.Count], recipes, stop), cancellation);
        RunData data = RunData.Of(prepared, cohort.Datasets(options), options);
        return [Recordings(run, data), .. parts.SelectMany(p => p), .. Baselines(run, prepared, observer.Note), Result(run with { Data = data })];
    }

    private static VerifiedPart Recordings(StoredRun run, RunData now)
    {
        string[] changed = [.. run.Data.Fingerprints.Where(f => now.Fingerprints.GetValueOrDefault(f.Key) != f.Value).Select(f => f.Key)];
        return changed.Length == 0
            ? new VerifiedPart("recordings", null, VerificationOutcome.Same, $"{now.Fingerprints.Count} subjects have the fingerprints in {StoredRun.FileName}")
            : new VerifiedPart("recordings", null, VerificationOutcome.Differs, $"{StoredRun.FileName}: {changed[0]} is {FileDifference.Brief(run.Data.Fingerprints[changed[0]])} in the file, "
                + $"{FileDifference.Brief(now.Fingerprints.GetValueOrDefault(changed[0], "not used"))} in the data{(changed.Length > 1 ? $"; so are {changed.Length - 1} more" : "")}");
    }

    /// <summary>Computes the baselines again; nothing for a run of an earlier version, which has none.</summary>
    private static IEnumerable<VerifiedPart> Baselines(StoredRun run, IReadOnlyDictionary<string, PreparedSubject> prepared, Action<string> note)
    {
        string path = Path.Combine(run.Folder, StoredRun.BaselinesName);
        if (File.Exists(path))
            yield return Of(StoredRun.BaselinesName, () => FileDifference.Of(
                path, Encoding.UTF8.GetBytes(ExperimentRun.BaselinesOf(run.Folds, prepared, run.Options.Task, note).ToCsv())));
    }

    /// <summary>Computes the scores again, from the predictions in the folder.</summary>
    private static VerifiedPart Result(StoredRun run) => !File.Exists(Path.Combine(run.Folder, StoredRun.ResultName))
        ? new VerifiedPart(StoredRun.ResultName, null, VerificationOutcome.Missing, "not there: the run is not finished")
        : Of(StoredRun.ResultName, () =>
        {
            FoldResult?[] folds = [.. run.Subjects.Select(run.Fold)];
            return folds.Contains(null) ? "there, but not all folds are"
                : FileDifference.Of(Path.Combine(run.Folder, StoredRun.ResultName),
                    run.Result([.. folds.Select(f => new FoldScores(f!.Predictions.Subject, f.Predictions.Confusion()))]).Content);
        });

    private static VerifiedPart Of(string name, Func<string?> difference)
    {
        try
        {
            return difference() is { } what ? new VerifiedPart(name, null, VerificationOutcome.Differs, $"{name}: {what}")
                : new VerifiedPart(name, null, VerificationOutcome.Same, "computed again, the same bytes");
        }
        catch (InvalidDataException e)
        {
            return new VerifiedPart(name, null, VerificationOutcome.Differs, e.Message);
        }
    }
}
