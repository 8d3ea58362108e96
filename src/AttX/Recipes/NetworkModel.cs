using AttX.Evaluation;
using AttX.ModelFiles;
using AttX.Signals;

namespace AttX.Recipes;

/// <summary>One network, or several that decide together.</summary>
internal sealed class NetworkModel(IReadOnlyList<FittedNetwork> networks) : IFittedModel
{
    private readonly Ensemble _ensemble = new([.. networks.Select(n => n.Model)]);

    public IReadOnlyList<ModelFile> Files => [.. networks.Select(File)];

    public WindowSet Prepare(WindowSet windows) => _ensemble.Standardise(windows);

    public IWindowPredictor NewPredictor() => new EnsemblePredictor(_ensemble);

    public PublishedModel Publish(string? scores)
    {
        FittedNetwork described = networks.Single().With(m => m with { Summary = networks[0].Summary });
        string card = ModelCard.Write(described.Model.Metadata, scores);
        return new PublishedModel(File(described.With(m => m with { Card = card })), card);
    }

    private static ModelFile File(FittedNetwork network) => new(network.Model.FileName, network.Model.Save, network.History);
}
