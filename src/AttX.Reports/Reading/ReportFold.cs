using AttX.Evaluation;
using AttX.Runs;
using AttX.Signals;

namespace AttX.Reports.Reading;

/// <summary>One test subject's part of a finished fold.</summary>
/// <param name="Subject">The subject tested on.</param>
/// <param name="Files">Its files.</param>
/// <param name="Result">Predictions and histories.</param>
public sealed record ReportFold(string Subject, FoldFolder Files, FoldResult Result)
{
    /// <summary>The test subject's scores.</summary>
    public FoldScores Scores { get; } = new(Subject, Result.Predictions.Confusion());

    /// <summary>The predictions with the quality verdicts of their windows; none where the fold holds no verdicts.</summary>
    /// <exception cref="InvalidDataException">The verdicts' file is damaged; the message gives path and position.</exception>
    public IReadOnlyList<(Prediction Prediction, QualityFlags Flaws)> Judged => field ??=
        [.. Result.Predictions.Items.Join(Files.ReadQuality()?.Rows ?? [], p => p.StartSeconds, v => v.StartSeconds, (p, v) => (p, v.Flaws))];
}
