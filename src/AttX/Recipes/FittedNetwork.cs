using AttX.ModelFiles;
using AttX.Training;

namespace AttX.Recipes;

/// <summary>One network of a model, trained.</summary>
/// <param name="Model">The network, and what is needed to use it.</param>
/// <param name="History">Its epochs.</param>
/// <param name="Summary">How its training went.</param>
internal sealed record FittedNetwork(TrainedModel Model, IReadOnlyList<EpochSummary> History, TrainingSummary Summary)
{
    /// <summary>The same with other metadata.</summary>
    public FittedNetwork With(Func<ModelMetadata, ModelMetadata> change) => this with { Model = Model with { Metadata = change(Model.Metadata) } };
}
