using AttX.ModelFiles;
using AttX.Training;

namespace AttX.Recipes;

/// <summary>A trained network of a model.</summary>
/// <param name="Model">The network, with its metadata.</param>
/// <param name="History">Its epochs.</param>
/// <param name="Summary">Summary of its training.</param>
internal sealed record FittedNetwork(TrainedModel Model, IReadOnlyList<EpochSummary> History, TrainingSummary Summary)
{
    /// <summary>Returns the same network with other metadata.</summary>
    public FittedNetwork With(Func<ModelMetadata, ModelMetadata> change) => this with { Model = Model with { Metadata = change(Model.Metadata) } };
}
