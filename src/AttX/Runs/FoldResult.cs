using AttX.Evaluation;
using AttX.Training;

namespace AttX.Runs;

/// <summary>A fold, done.</summary>
/// <param name="Predictions">What it predicts for the test subject.</param>
/// <param name="Histories">The epochs of each model file whose learner has any.</param>
public sealed record FoldResult(Predictions Predictions, IReadOnlyDictionary<string, IReadOnlyList<EpochSummary>> Histories);
