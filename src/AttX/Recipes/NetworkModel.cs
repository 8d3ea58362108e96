using AttX.Evaluation;
using AttX.ModelFiles;
using AttX.Signals;

namespace AttX.Recipes;

/// <summary>A model of one network, or of several whose decisions are combined.</summary>
internal sealed class NetworkModel(IReadOnlyList<FittedNetwork> networks) : IFittedModel
{
    private readonly TestedModel _tested = new(new Ensemble([.. networks.Select(n => n.Model)]));

    public IReadOnlyList<ModelFile> Files => [.. networks.Select(File)];

    public WindowSet Prepare(WindowSet windows) => _tested.Prepare(windows);

    public WindowSet? PrepareFrom(WindowSet windows, int startSecond) => _tested.PrepareFrom(windows, startSecond);

    public IWindowPredictor NewPredictor() => _tested.NewPredictor();

    public IEnumerable<(string Sensors, IWindowPredictor Predictor)> NewReducedPredictors() => _tested.NewReducedPredictors();

    public IEnumerable<(string Hidden, IWindowPredictor Predictor)> NewOccludedPredictors() => _tested.NewOccludedPredictors();

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
