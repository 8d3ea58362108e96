using AttX.Signals;

namespace AttX.Evaluation;

/// <summary>A trained model at work on one window after another. It keeps its memory and is not thread-safe; its model is.</summary>
public interface IWindowPredictor
{
    /// <summary>Whose theta <see cref="Theta"/> gives; empty for a model without attention.</summary>
    IReadOnlyList<AttentionColumn> Columns => [];

    /// <summary>Predicts a window's class and the probability of each class.</summary>
    /// <param name="windows">One subject's windows, prepared as the model wants them.</param>
    /// <param name="window">Index of the window.</param>
    /// <exception cref="InvalidDataException">The model's output is not a number.</exception>
    (int Class, float[] Probabilities) Predict(WindowSet windows, int window);

    /// <summary>Mean theta of the window predicted last, one for each column.</summary>
    float[] Theta() => [];
}
