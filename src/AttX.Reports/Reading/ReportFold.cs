using AttX.Evaluation;
using AttX.Experiments;

namespace AttX.Reports.Reading;

/// <summary>One fold of a run, done.</summary>
/// <param name="Subject">The subject left out.</param>
/// <param name="Files">Its files.</param>
/// <param name="Result">Predictions and histories.</param>
public sealed record ReportFold(string Subject, FoldFolder Files, FoldResult Result)
{
    /// <summary>The test subject's scores.</summary>
    public FoldScores Scores { get; } = new(Subject, Result.Predictions.Confusion());
}
