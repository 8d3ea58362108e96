using AttX.Classical.Learning;

namespace AttX.Classical.SupportVectors;

/// <summary>A decision between two classes: Σ_i coefficient_i · k(vector_i, x) + intercept, positive for the first.</summary>
/// <param name="Vectors">The support vectors, one after the other; of a linear kernel, one that stands for all.</param>
/// <param name="Coefficients">Their coefficients.</param>
/// <param name="Intercept">The intercept.</param>
/// <param name="Curve">The probability of the first class.</param>
public sealed record PairMachine(double[] Vectors, double[] Coefficients, double Intercept, Sigmoid Curve)
{
    private const int Block = 64;

    /// <summary>Computes the decision value.</summary>
    /// <param name="row">The features.</param>
    /// <param name="gamma">Of exp(−γ‖x − y‖²); null: x·y.</param>
    public double Decide(ReadOnlySpan<double> row, double? gamma)
    {
        double sum = Intercept;
        Span<double> kernel = stackalloc double[Block];
        for (int first = 0; first < Coefficients.Length; first += Block)
        {
            kernel = kernel[..Math.Min(Block, Coefficients.Length - first)];
            for (int i = 0; i < kernel.Length; i++)
            {
                ReadOnlySpan<double> vector = Vectors.AsSpan((first + i) * row.Length, row.Length);
                kernel[i] = gamma is { } g ? -g * VectorMath.SquaredDistance(row, vector) : VectorMath.Dot(row, vector);
            }

            if (gamma != null)
                VectorMath.Exp(kernel);
            sum += VectorMath.Dot(kernel, Coefficients.AsSpan(first, kernel.Length));
        }

        return sum;
    }
}

/// <summary>
/// Decisions between all pairs of classes. Scores of two classes are half the decision value, with their signs; of more, the votes, and as a
/// fraction of one the sum of decision values s as s/(3(|s| + 1)), as scikit-learn has them. Probabilities are the means of the pairs'
/// (Price et al. 1995): 2/(K(K − 1)) Σ_j P(k | k or j).
/// </summary>
/// <param name="Gamma">Width of the radial kernel; null: linear.</param>
/// <param name="Pairs">The pairs (0, 1), (0, 2), …, (1, 2), ….</param>
public sealed record VectorClassifier(double? Gamma, PairMachine[] Pairs) : IFittedClassifier
{
    /// <inheritdoc/>
    public void Score(ReadOnlySpan<double> row, Span<double> scores)
    {
        if (scores.Length == 2)
        {
            scores[0] = Pairs[0].Decide(row, Gamma) / 2;
            scores[1] = -scores[0];
            return;
        }

        Span<double> votes = stackalloc double[scores.Length];
        votes.Clear();
        scores.Clear();
        for (int first = 0, pair = 0; first < scores.Length; first++)
            for (int second = first + 1; second < scores.Length; second++, pair++)
            {
                double decision = Pairs[pair].Decide(row, Gamma);
                votes[decision < 0 ? second : first]++;
                scores[first] += decision;
                scores[second] -= decision;
            }

        for (int k = 0; k < scores.Length; k++)
            scores[k] = votes[k] + (scores[k] / (3 * (Math.Abs(scores[k]) + 1)));
    }

    /// <inheritdoc/>
    public void Probabilities(ReadOnlySpan<double> row, Span<double> probabilities)
    {
        probabilities.Clear();
        for (int first = 0, pair = 0; first < probabilities.Length; first++)
            for (int second = first + 1; second < probabilities.Length; second++, pair++)
            {
                double share = Pairs[pair].Curve.Of(Pairs[pair].Decide(row, Gamma)) / Pairs.Length;
                probabilities[first] += share;
                probabilities[second] += (1.0 / Pairs.Length) - share;
            }
    }

    /// <inheritdoc/>
    public void Require(int columns, int classes)
    {
        Stored.That(Gamma is null || (Gamma > 0 && double.IsFinite(Gamma.Value)), "gamma is not positive");
        Stored.That(Pairs.Length == classes * (classes - 1) / 2 && !Pairs.Contains(null), $"{Pairs.Length} pairs of {classes} classes");
        foreach (PairMachine pair in Pairs)
        {
            Stored.Finite("coefficients", pair.Coefficients, pair.Coefficients.Length);
            Stored.Finite("vectors", pair.Vectors, (long)columns * pair.Coefficients.Length);
            Stored.Finite("intercept and curve", [pair.Intercept, pair.Curve.A, pair.Curve.B], 3);
        }
    }
}
