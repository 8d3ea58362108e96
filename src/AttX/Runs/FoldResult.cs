using AttX.Evaluation;
using AttX.ModelFiles;
using AttX.Training;

namespace AttX.Runs;

/// <summary>One network of a fold, trained.</summary>
/// <param name="Model">The network, and what is needed to use it.</param>
/// <param name="History">Its epochs.</param>
internal sealed record TrainedNetwork(TrainedModel Model, IReadOnlyList<EpochSummary> History);

/// <summary>A fold, done.</summary>
/// <param name="Predictions">What it predicts for the test subject.</param>
/// <param name="Histories">Per model file, the epochs of its training.</param>
public sealed record FoldResult(Predictions Predictions, IReadOnlyDictionary<string, IReadOnlyList<EpochSummary>> Histories);
