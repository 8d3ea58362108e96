using AttX.Evaluation;
using AttX.ModelFiles;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Recipes;

/// <summary>A model as a fold tests it, whether it was trained just now or read from its files: the same to the bit.</summary>
/// <param name="model">The model.</param>
internal sealed class TestedModel(IModel model) : ITestedModel
{
    public WindowSet Prepare(WindowSet windows) => model.Standardise(windows);

    public WindowSet? PrepareFrom(WindowSet windows, int startSecond) => model.StandardiseFrom(windows, startSecond);

    public IWindowPredictor NewPredictor() => model.NewPredictor();

    public IEnumerable<(string Sensors, IWindowPredictor Predictor)> NewReducedPredictors()
    {
        IReadOnlyList<Modality> modalities = model.Options.Modalities;
        int[] all = [.. Enumerable.Range(0, modalities.Count)];
        return !model.CanMissSensors ? []
            : all.Select(i => new[] { i }).Concat(all.Select(i => all.Except([i]).ToArray()))
                .Select(hidden => (Sensors: SensorNames.Of(all.Except(hidden).Select(i => modalities[i])), hidden)).DistinctBy(s => s.Sensors)
                .Select(s => (s.Sensors, (IWindowPredictor)model.NewPredictor(s.hidden)));
    }

    public IEnumerable<(string Hidden, IWindowPredictor Predictor)> NewOccludedPredictors() => model.Options is { Learner: null, Modalities: { Count: > 1 } modalities }
        ? modalities.Select((m, i) => (m.Info().Name, (IWindowPredictor)model.NewPredictor([i]))) : [];
}
