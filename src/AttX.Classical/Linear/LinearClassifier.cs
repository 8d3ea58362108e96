using AttX.Classical.Learning;

namespace AttX.Classical.Linear;

/// <summary>A linear function of the features per class: scores x·w_k + b_k, probabilities their softmax.</summary>
/// <param name="Weights">Weights of each class, one after the other.</param>
/// <param name="Intercepts">The intercept of each class.</param>
public sealed record LinearClassifier(double[] Weights, double[] Intercepts) : IFittedClassifier
{
    /// <inheritdoc/>
    public void Score(ReadOnlySpan<double> row, Span<double> scores)
    {
        for (int k = 0; k < Intercepts.Length; k++)
            scores[k] = VectorMath.Dot(row, Weights.AsSpan(k * row.Length, row.Length)) + Intercepts[k];
    }

    /// <inheritdoc/>
    public void Probabilities(ReadOnlySpan<double> row, Span<double> probabilities)
    {
        Score(row, probabilities);
        VectorMath.Softmax(probabilities);
    }

    /// <inheritdoc/>
    public void Require(int columns, int classes)
    {
        Stored.Finite("weights", Weights, (long)columns * classes);
        Stored.Finite("intercepts", Intercepts, classes);
    }
}
