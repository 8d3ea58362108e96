using AttX.Evaluation;
using AttX.ModelFiles;
using AttX.Signals;
using AttX.Training;

namespace AttX.Recipes;

/// <summary>How a model is made of windows: a network, several of them, or a learner without any. Thread-safe.</summary>
public interface IRecipe
{
    /// <summary>A measure of the work of a fit, in units that all recipes share: floating-point operations.</summary>
    double Work(FitData data);

    /// <summary>Fits a model. The same data and seeds give the same model, bit by bit.</summary>
    /// <exception cref="InvalidDataException">A class has no windows to learn from, or training diverged.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    IFittedModel Fit(FitData data, FitContext context);

    /// <summary>Whether these are the histories, by model file, of a fit by this recipe; a recipe without epochs leaves none.</summary>
    bool Recognises(IReadOnlyDictionary<string, IReadOnlyList<EpochSummary>> histories) => histories.Count == 0;
}

/// <summary>A model that a recipe fitted.</summary>
public interface IFittedModel
{
    /// <summary>The files that hold it.</summary>
    IReadOnlyList<ModelFile> Files { get; }

    /// <summary>A subject's windows as the model wants them: with training statistics, standardised by them.</summary>
    WindowSet Prepare(WindowSet windows);

    /// <summary>A predictor with memory of its own.</summary>
    IWindowPredictor NewPredictor();

    /// <summary>The model as a single file for others to use, with a card.</summary>
    /// <param name="scores">What the card says of the scores on people it was not trained on; null where they were not measured.</param>
    /// <exception cref="InvalidOperationException">The model consists of several files.</exception>
    PublishedModel Publish(string? scores);
}
