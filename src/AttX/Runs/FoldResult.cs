using AttX.Evaluation;
using AttX.Training;

namespace AttX.Runs;

/// <summary>A finished fold.</summary>
/// <param name="Predictions">Predictions for the test subject.</param>
/// <param name="Histories">The epochs of each model file whose learner has epochs.</param>
public sealed record FoldResult(Predictions Predictions, IReadOnlyDictionary<string, IReadOnlyList<EpochSummary>> Histories);
