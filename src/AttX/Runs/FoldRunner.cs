using AttX.Evaluation;
using AttX.Ground;
using AttX.Options;
using AttX.Recipes;
using AttX.Signals;
using AttX.Windows;

namespace AttX.Runs;

/// <summary>Fits and tests one fold, on the calling thread, continuing an earlier process's work.</summary>
internal sealed class FoldRunner(
    ExperimentOptions options, IRecipe recipe, IReadOnlyDictionary<string, PreparedSubject> subjects, IExperimentObserver observer)
{
    /// <summary>Number of example windows among those that the model got most wrong.</summary>
    private const int Examples = 3;

    private readonly ClassificationTask _task = options.Task;

    /// <summary>Returns the fold's scores, fitted now or read from the run.</summary>
    public FoldScores Run(Fold fold, FoldFolder folder, CancellationToken cancellation)
    {
        Predictions predictions = Completed(fold, folder) ?? Fit(fold, folder, cancellation);
        return new FoldScores(fold.TestSubject, predictions.Confusion());
    }

    /// <summary>Returns the data that a fold is fitted to.</summary>
    public static FitData Data(Fold fold, IReadOnlyDictionary<string, PreparedSubject> subjects) =>
        new($"Fold {fold.TestSubject}", [.. fold.TrainingSubjects.Select(s => subjects[s])]);

    private Predictions? Completed(Fold fold, FoldFolder folder)
    {
        try
        {
            if (folder.Load() is not { } result)
                return null;
            if (!IsOf(subjects[fold.TestSubject].Windows, result))
                throw new InvalidDataException($"{fold.TestSubject}: predictions.csv or history.json is not of these windows and options.");
            observer.FoldAdvanced(fold.TestSubject, 1, resumed: true);
            return result.Predictions;
        }
        catch (InvalidDataException e)
        {
            observer.Note($"{e.Message} Fold {fold.TestSubject} is computed again.");
            return null;
        }
    }

    private bool IsOf(WindowSet test, FoldResult result) =>
        result.Predictions.Subject == test.Subject
        && result.Predictions.Classes == options.Classes
        && result.Predictions.Items.Select(p => (p.StartSeconds, p.Label))
            .SequenceEqual(test.Windows.Select((w, i) => (test.StartSeconds(i), _task.IndexOf(w.Label))))
        && recipe.Recognises(result.Histories);

    private Predictions Fit(Fold fold, FoldFolder folder, CancellationToken cancellation)
    {
        ulong seed = Rng.Derive(options.Seed, "fold " + fold.TestSubject);
        IFittedModel model = recipe.Fit(Data(fold, subjects), new FitContext
        {
            SeedOf = part => Rng.Derive(seed, part),
            Observer = new FoldProgressObserver(observer, fold.TestSubject),
            Checkpoints = folder.Checkpoints,
            Cancellation = cancellation,
        });
        WindowSet test = model.Prepare(subjects[fold.TestSubject].Windows);
        (Predictions predictions, AttentionCourse? attention) = SubjectPrediction.Of(model.NewPredictor(), test, _task);
        folder.Save(model.Files, predictions, attention, QualityVerdicts.Of(test), ExampleWindow.MostWrong(predictions, test, Examples),
            SensorScores.Of(model.NewReducedPredictors(), test, _task));
        return predictions;
    }
}
