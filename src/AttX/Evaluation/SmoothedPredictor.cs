using AttX.Signals;

namespace AttX.Evaluation;

/// <summary>Smooths another predictor's probabilities over time. It must be asked for windows in order; a window that is not later begins a session anew.</summary>
/// <param name="predictor">The other predictor.</param>
/// <param name="options">How it smooths; no abstention, as a score needs every window.</param>
/// <param name="spec">How windows are cut.</param>
/// <param name="positive">Index of the positive class.</param>
public sealed class SmoothedPredictor(IWindowPredictor predictor, Postprocessing options, WindowSpec spec, int positive) : IWindowPredictor
{
    private readonly Postprocessor _postprocessor = new(options with { Abstain = 0 }, spec, positive);
    private long _last = long.MinValue;

    /// <inheritdoc/>
    public IReadOnlyList<AttentionColumn> Columns => predictor.Columns;

    /// <inheritdoc/>
    public float[] Theta() => predictor.Theta();

    /// <inheritdoc/>
    public (int Class, float[] Probabilities) Predict(WindowSet windows, int window)
    {
        long start = windows.Windows[window].StartSample;
        if (start <= _last)
            _postprocessor.Reset();
        _last = start;
        (int predicted, float[] probabilities) = predictor.Predict(windows, window);
        ActedEstimate smoothed = _postprocessor.Add(start, predicted, probabilities);
        return (smoothed.Class ?? predicted, smoothed.Probabilities);
    }
}
