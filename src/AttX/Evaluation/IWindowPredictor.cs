using AttX.Signals;

namespace AttX.Evaluation;

/// <summary>
/// Predicts one window after another by a trained model. It keeps its memory and is not thread-safe, although its model is.
/// </summary>
public interface IWindowPredictor
{
    /// <summary>Columns of <see cref="Theta"/>; empty for a model without attention.</summary>
    IReadOnlyList<AttentionColumn> Columns => [];

    /// <summary>Predicts a window's class and the probability of each class.</summary>
    /// <param name="windows">One subject's windows, prepared as the model requires.</param>
    /// <param name="window">Index of the window.</param>
    /// <exception cref="InvalidDataException">The model's output is not a number.</exception>
    (int Class, float[] Probabilities) Predict(WindowSet windows, int window);

    /// <summary>Mean theta of the last predicted window, one per column.</summary>
    float[] Theta() => [];
}
