using AttX.ModelFiles;
using AttX.Training;

namespace AttX.Recipes;

/// <summary>Fits a model to windows: a network, several networks, or a learner without any. Thread-safe.</summary>
public interface IRecipe
{
    /// <summary>A measure of the work of a fit, in units that all recipes share: floating-point operations.</summary>
    double Work(FitData data);

    /// <summary>Fits a model. The same data and seeds give the same model, bit by bit.</summary>
    /// <exception cref="InvalidDataException">A class has no windows to learn from, or training diverged.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    IFittedModel Fit(FitData data, FitContext context);

    /// <summary>
    /// Returns whether these are the histories, by model file, of a fit by this recipe; a recipe without epochs has none.
    /// </summary>
    bool Recognises(IReadOnlyDictionary<string, IReadOnlyList<EpochSummary>> histories) => histories.Count == 0;
}

/// <summary>A model that a recipe fitted.</summary>
public interface IFittedModel : ITestedModel
{
    /// <summary>The model's files.</summary>
    IReadOnlyList<ModelFile> Files { get; }

    /// <summary>Packs the model into a single file for others to use, with a card.</summary>
    /// <param name="scores">The card's text on scores on people it was not trained on; null if they were not measured.</param>
    /// <exception cref="InvalidOperationException">The model consists of several files.</exception>
    PublishedModel Publish(string? scores);
}
