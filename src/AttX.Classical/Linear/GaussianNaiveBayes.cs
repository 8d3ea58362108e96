using AttX.Classical.Learning;

namespace AttX.Classical.Linear;

/// <summary>
/// Naive Bayes with a normal distribution per class and feature, the classes' shares as priors. A share of the largest variance of a feature is
/// added to all variances, so that a constant one does not decide alone.
/// </summary>
/// <param name="smoothing">That share.</param>
public sealed class GaussianNaiveBayes(double smoothing) : ILearner
{
    /// <inheritdoc/>
    public IFittedClassifier Fit(TrainingSet training, ulong seed, int workers = 1, CancellationToken cancellation = default)
    {
        int columns = training.Samples.Columns;
        double[] means = new double[training.Classes * columns], variances = new double[training.Classes * columns];
        double added = smoothing * Moments(training, _ => 0, 1).Variances.Max();
        (double[] m, double[] v) = Moments(training, r => training.Labels[r], training.Classes);
        for (int i = 0; i < means.Length; i++)
            (means[i], variances[i]) = (m[i], v[i] + added);
        if (variances.IndexOf(0) is var flat and >= 0)
            throw new InvalidDataException($"Feature {flat % columns} has no variance, nor has any other: naive Bayes cannot tell classes by them.");
        return new GaussianClassifier(means, variances, [.. training.Counts.Select(n => Math.Log((double)n / training.Rows))]);
    }

    private static (double[] Means, double[] Variances) Moments(TrainingSet training, Func<int, int> kindOf, int kinds)
    {
        int columns = training.Samples.Columns;
        double[] means = new double[kinds * columns], squares = new double[kinds * columns], centred = new double[columns];
        int[] counts = new int[kinds];
        for (int r = 0; r < training.Rows; r++)
        {
            counts[kindOf(r)]++;
            VectorMath.AddScaled(means.AsSpan(kindOf(r) * columns, columns), 1, training.Samples[r]);
        }

        for (int i = 0; i < means.Length; i++)
            means[i] /= counts[i / columns];
        for (int r = 0; r < training.Rows; r++)
        {
            ReadOnlySpan<double> row = training.Samples[r];
            int first = kindOf(r) * columns;
            for (int c = 0; c < columns; c++)
                squares[first + c] += (row[c] - means[first + c]) * (row[c] - means[first + c]);
        }

        return (means, [.. squares.Select((s, i) => s / counts[i / columns])]);
    }
}

/// <summary>Normal distributions, independent between features: scores are log joint likelihoods.</summary>
/// <param name="Means">The mean of each class and feature, class by class.</param>
/// <param name="Variances">The variance of each.</param>
/// <param name="LogPriors">The logarithm of each class's share.</param>
public sealed record GaussianClassifier(double[] Means, double[] Variances, double[] LogPriors) : IFittedClassifier
{
    /// <summary>Σ ln 2πσ² of each class.</summary>
    private readonly double[] _spreads = [.. LogPriors.Select((_, k) =>
        Variances.Skip(k * (Variances.Length / LogPriors.Length)).Take(Variances.Length / LogPriors.Length).Sum(v => Math.Log(2 * Math.PI * v)))];

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<double> row, Span<double> scores)
    {
        for (int k = 0; k < LogPriors.Length; k++)
        {
            double sum = _spreads[k];
            for (int c = 0; c < row.Length; c++)
            {
                double difference = row[c] - Means[(k * row.Length) + c], variance = Variances[(k * row.Length) + c];
                sum += difference * difference / variance;
            }

            scores[k] = LogPriors[k] - (0.5 * sum);
        }
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
        Stored.Finite("means", Means, (long)columns * classes);
        Stored.Finite("variances", Variances, (long)columns * classes);
        Stored.That(Variances.All(v => v > 0), "a variance is not positive");
        Stored.Finite("logPriors", LogPriors, classes);
    }
}
