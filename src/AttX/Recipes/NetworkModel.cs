using AttX.Evaluation;
using AttX.ModelFiles;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Recipes;

/// <summary>A model of one network, or of several whose decisions are combined.</summary>
internal sealed class NetworkModel(IReadOnlyList<FittedNetwork> networks) : IFittedModel
{
    private readonly Ensemble _ensemble = new([.. networks.Select(n => n.Model)]);

    public IReadOnlyList<ModelFile> Files => [.. networks.Select(File)];

    public WindowSet Prepare(WindowSet windows) => _ensemble.Standardise(windows);

    public WindowSet? PrepareFrom(WindowSet windows, int startSecond) => _ensemble.StandardiseFrom(windows, startSecond);

    public IWindowPredictor NewPredictor() => new EnsemblePredictor(_ensemble);

    public IEnumerable<(string Sensors, IWindowPredictor Predictor)> NewReducedPredictors()
    {
        IReadOnlyList<Modality> modalities = _ensemble.Options.Modalities;
        int[] all = [.. Enumerable.Range(0, modalities.Count)];
        return !_ensemble.CanMissSensors ? []
            : all.Select(i => new[] { i }).Concat(all.Select(i => all.Except([i]).ToArray()))
                .Select(hidden => (Sensors: SensorNames.Of(all.Except(hidden).Select(i => modalities[i])), hidden)).DistinctBy(s => s.Sensors)
                .Select(s => (s.Sensors, (IWindowPredictor)new EnsemblePredictor(_ensemble) { Hidden = s.hidden }));
    }

    public IEnumerable<(string Hidden, IWindowPredictor Predictor)> NewOccludedPredictors() => _ensemble.Options.Modalities is { Count: > 1 } modalities
        ? modalities.Select((m, i) => (m.Info().Name, (IWindowPredictor)new EnsemblePredictor(_ensemble) { Hidden = [i] })) : [];

    /// <summary>Returns the same model with calibrated probabilities.</summary>
    public NetworkModel Calibrated(ProbabilityScaling scaling) => new([.. networks.Select(n => n.With(m => m with { Calibration = scaling }))]);

    public PublishedModel Publish(string? scores)
    {
        FittedNetwork described = networks.Single().With(m => m with { Summary = networks[0].Summary });
        string card = ModelCard.Write(described.Model.Metadata, scores);
        return new PublishedModel(File(described.With(m => m with { Card = card })), card);
    }

    private static ModelFile File(FittedNetwork network) => new(network.Model.FileName, network.Model.Save, network.History);
}
