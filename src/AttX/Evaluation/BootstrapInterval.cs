using AttX.Ground;

namespace AttX.Evaluation;

/// <summary>A closed interval.</summary>
public readonly record struct Interval(double Low, double High);

/// <summary>
/// Percentile bootstrap intervals (Efron 1979; Efron and Tibshirani 1993, ch. 13): the (1 − confidence)/2 quantiles of the means of samples drawn with
/// replacement, quantiles interpolated linearly as NumPy's. The plain one is too narrow for few values (Hesterberg 2015): for normal ones
/// √((n−1)/n)·z/t, 0.88 of Student's interval at n = 15 and 0.82 at n = 10. The expanded one takes quantiles further out, by the inverse of that factor.
/// </summary>
public static class BootstrapInterval
{
    /// <summary>Computes the interval of the mean of <paramref name="values"/>; the seed determines the samples drawn.</summary>
    /// <exception cref="ArgumentException">No values, or one that is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A confidence outside (0, 1), or no resamples.</exception>
    public static Interval Of(IReadOnlyList<double> values, double confidence, int resamples, ulong seed)
    {
        if (values.Count == 0 || !values.All(double.IsFinite))
            throw new ArgumentException("A mean needs at least one value, and finite ones.", nameof(values));
        if (!(confidence is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "Must lie between 0 and 1.");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(resamples);
        var random = new Rng(seed);
        double[] means = [.. Enumerable.Range(0, resamples).Select(_ => Moments.Mean([.. values.Select(_ => values[random.NextInt(values.Count)])]))];
        return Percentiles(means, confidence);
    }

    /// <summary>Computes the expanded interval of the mean of <paramref name="values"/>.</summary>
    public static Interval Expanded(IReadOnlyList<double> values, double confidence, int resamples, ulong seed) =>
        Of(values, ExpandedConfidence(confidence, values.Count), resamples, seed);

    /// <summary>
    /// Computes the expanded interval of the mean difference of two rows, people and seeds resampled together: each sample draws people, for both rows, and
    /// seeds, for each row its own (Owen 2007: it takes the spread for somewhat too large rather than too small).
    /// </summary>
    /// <param name="first">For each seed, every person's score.</param>
    /// <param name="second">The same of the other row, which may have other seeds but has the same people in the same order.</param>
    /// <param name="confidence">Between 0 and 1.</param>
    /// <param name="resamples">Number of samples.</param>
    /// <param name="seed">Determines the samples drawn.</param>
    /// <returns>The interval, and the standard error: the samples' standard deviation by √(n/(n−1)).</returns>
    public static (Interval Interval, double Error) OfDifference(
        IReadOnlyList<IReadOnlyList<double>> first, IReadOnlyList<IReadOnlyList<double>> second, double confidence, int resamples, ulong seed)
    {
        int people = first[0].Count;
        var random = new Rng(seed);
        int[] drawn = new int[people];
        double[] differences = new double[resamples];
        for (int r = 0; r < resamples; r++)
        {
            for (int i = 0; i < people; i++)
                drawn[i] = random.NextInt(people);
            differences[r] = Draw(first, drawn, random) - Draw(second, drawn, random);
        }

        return (Percentiles(differences, ExpandedConfidence(confidence, people)),
            people < 2 ? 0 : Moments.StandardDeviation(differences) * Math.Sqrt(people / (people - 1.0)));
    }

    /// <summary>Computes the mean score of drawn people over as many seeds as there are, drawn likewise.</summary>
    private static double Draw(IReadOnlyList<IReadOnlyList<double>> perSeed, int[] people, Rng random)
    {
        double sum = 0;
        for (int j = 0; j < perSeed.Count; j++)
        {
            IReadOnlyList<double> scores = perSeed[random.NextInt(perSeed.Count)];
            foreach (int person in people)
                sum += scores[person];
        }

        return sum / perSeed.Count / people.Length;
    }

    /// <summary>Returns 1 − 2Φ(−t·√(n/(n−1))), with Student's t for the confidence; for two values all but 1.</summary>
    private static double ExpandedConfidence(double confidence, int count) => count < 2 ? confidence : Math.Min(Math.BitDecrement(1.0),
        1 - (2 * NormalDistribution.UpperTail(StudentT.Quantile((1 - confidence) / 2, count - 1) * Math.Sqrt(count / (count - 1.0)))));

    /// <summary>Computes the percentile interval of resampled values, which are sorted in place.</summary>
    internal static Interval Percentiles(double[] resampled, double confidence)
    {
        Array.Sort(resampled);
        double tail = (1 - confidence) / 2;
        return new Interval(Quantile(resampled, tail), Quantile(resampled, 1 - tail));
    }

    private static double Quantile(double[] sorted, double probability)
    {
        double position = probability * (sorted.Length - 1);
        int below = (int)position;
        double next = sorted[Math.Min(below + 1, sorted.Length - 1)];
        return sorted[below] + ((position - below) * (next - sorted[below]));
    }
}
