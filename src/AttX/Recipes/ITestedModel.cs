using AttX.Evaluation;
using AttX.Signals;

namespace AttX.Recipes;

/// <summary>A model as a fold tests it.</summary>
public interface ITestedModel
{
    /// <summary>Prepares a subject's windows for the model; with training statistics, standardises them by those.</summary>
    WindowSet Prepare(WindowSet windows);

    /// <summary>Prepares a subject's windows as if the session had begun later; null for a model to which that does not matter.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="startSecond">The second of the recording at which the session begins.</param>
    WindowSet? PrepareFrom(WindowSet windows, int startSecond) => null;

    /// <summary>Creates a predictor with its own memory.</summary>
    IWindowPredictor NewPredictor();

    /// <summary>
    /// Predictors that see only some of the sensors, each left out and each alone, with the names of those that they see; none for a model that
    /// needs all sensors.
    /// </summary>
    IEnumerable<(string Sensors, IWindowPredictor Predictor)> NewReducedPredictors() => [];

    /// <summary>Predictors that do not see one modality, each with its name; none for a model to which that cannot be done.</summary>
    IEnumerable<(string Hidden, IWindowPredictor Predictor)> NewOccludedPredictors() => [];
}
