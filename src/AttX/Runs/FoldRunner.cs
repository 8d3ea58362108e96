using AttX.Evaluation;
using AttX.Ground;
using AttX.Options;
using AttX.Recipes;
using AttX.Signals;
using AttX.Windows;

namespace AttX.Runs;

/// <summary>Fits and tests one fold, on the calling thread, continuing an earlier process's work.</summary>
/// <param name="options">The options of the run.</param>
/// <param name="recipe">Fits the models.</param>
/// <param name="subjects">The windows of each subject.</param>
/// <param name="unused">Reads the windows of a test subject's time that the task does not use.</param>
/// <param name="observer">Receives progress.</param>
internal sealed class FoldRunner(
    ExperimentOptions options, IRecipe recipe, IReadOnlyDictionary<string, PreparedSubject> subjects, Func<string, WindowSet> unused,
    IExperimentObserver observer)
{
    private readonly ClassificationTask _task = options.Task;

    /// <summary>Returns the scores of the fold's test subjects, fitted now or read from the run.</summary>
    /// <param name="fold">The fold.</param>
    /// <param name="folders">The folder of each test subject, in order.</param>
    /// <param name="cancellation">Cancels the fit.</param>
    public IReadOnlyList<FoldScores> Run(Fold fold, IReadOnlyList<FoldFolder> folders, CancellationToken cancellation)
    {
        IReadOnlyList<Predictions> predictions = Completed(fold, folders) ?? Fit(fold, folders, cancellation);
        return [.. predictions.Select(p => new FoldScores(p.Subject, p.Confusion()))];
    }

    /// <summary>Returns the data that a fold is fitted to.</summary>
    public static FitData Data(Fold fold, IReadOnlyDictionary<string, PreparedSubject> subjects) =>
        new($"Fold {fold.Name}", [.. fold.TrainingSubjects.Select(s => subjects[s])]);

    private IReadOnlyList<Predictions>? Completed(Fold fold, IReadOnlyList<FoldFolder> folders)
    {
        try
        {
            var done = new List<Predictions>();
            foreach (FoldFolder folder in folders)
            {
                if (folder.Load() is not { } result)
                    return null;
                if (!IsOf(subjects[folder.Subject].Windows, result))
                    throw new InvalidDataException($"{folder.Subject}: predictions.csv or history.json is not of these windows and options.");
                done.Add(result.Predictions);
            }

            observer.FoldAdvanced(fold.Name, 1, resumed: true);
            return done;
        }
        catch (InvalidDataException e)
        {
            observer.Note($"{e.Message} Fold {fold.Name} is computed again.");
            return null;
        }
    }

    private bool IsOf(WindowSet test, FoldResult result) =>
        result.Predictions.Subject == test.Subject
        && result.Predictions.Classes == options.Classes
        && result.Predictions.Items.Select(p => (p.StartSeconds, p.Label))
            .SequenceEqual(test.Windows.Select((w, i) => (test.StartSeconds(i), _task.IndexOf(w.Label))))
        && recipe.Recognises(result.Histories);

    /// <summary>Fits the model of a fold, or goes on from its last checkpoint.</summary>
    /// <param name="fold">The fold.</param>
    /// <param name="checkpoints">Checkpoints and progress of the fit; null: none are kept.</param>
    /// <param name="cancellation">Cancels the fit.</param>
    public IFittedModel Fit(Fold fold, FoldCheckpoints? checkpoints, CancellationToken cancellation)
    {
        ulong seed = Rng.Derive(options.Seed, "fold " + fold.SeedName);
        return recipe.Fit(Data(fold, subjects), new FitContext
        {
            SeedOf = part => Rng.Derive(seed, part),
            Observer = new FoldProgressObserver(observer, fold.Name, checkpoints == null ? null : new FitProgressWriter(checkpoints.Folder, options.Epochs)),
            Checkpoints = checkpoints,
            Cancellation = cancellation,
        });
    }

    /// <summary>Tests a model on one subject.</summary>
    public FoldTest Test(ITestedModel model, string subject) => FoldTest.Of(model, subjects[subject].Windows, () => unused(subject), options);

    private IReadOnlyList<Predictions> Fit(Fold fold, IReadOnlyList<FoldFolder> folders, CancellationToken cancellation)
    {
        IFittedModel model = Fit(fold, folders[0].Checkpoints, cancellation);
        folders[0].Shared?.Save(model.Files);
        Predictions[] predictions = [.. folders.Select(folder => Test(model, folder))];
        folders[0].Checkpoints.Clear(); // A shared model's, kept until everybody is tested: a fold killed before goes on from there.
        return predictions;
    }

    private Predictions Test(IFittedModel model, FoldFolder folder)
    {
        FoldTest test = Test(model, folder.Subject);
        folder.Save(model.Files, test);
        return test.Predictions;
    }
}
