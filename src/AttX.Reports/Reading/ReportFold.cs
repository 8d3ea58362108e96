using AttX.Evaluation;
using AttX.Runs;
using AttX.Signals;

namespace AttX.Reports.Reading;

/// <summary>One fold of a run, done.</summary>
/// <param name="Subject">The subject left out.</param>
/// <param name="Files">Its files.</param>
/// <param name="Result">Predictions and histories.</param>
public sealed record ReportFold(string Subject, FoldFolder Files, FoldResult Result)
{
    /// <summary>The test subject's scores.</summary>
    public FoldScores Scores { get; } = new(Subject, Result.Predictions.Confusion());

    /// <summary>The predictions with what is wrong with their windows; none where the fold holds no verdicts.</summary>
    /// <exception cref="InvalidDataException">The verdicts' file is damaged: says its path and where.</exception>
    public IReadOnlyList<(Prediction Prediction, QualityFlags Flaws)> Judged => field ??=
        [.. Result.Predictions.Items.Join(Files.ReadQuality()?.Rows ?? [], p => p.StartSeconds, v => v.StartSeconds, (p, v) => (p, v.Flaws))];
}
