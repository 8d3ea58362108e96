using AttX.Classical.Learning;
using AttX.Ground;

namespace AttX.Classical.Preparation;

/// <summary>
/// What is done to features before a classifier sees them, with what the training rows say: some columns are taken, a missing value is replaced by the
/// median of the training rows that have one, and each column is standardised, (x − mean)/deviation, a constant one by its mean alone.
/// </summary>
/// <param name="Columns">The columns taken.</param>
/// <param name="Medians">What replaces a missing value of each.</param>
/// <param name="Means">The mean of each, missing values replaced.</param>
/// <param name="Deviations">The standard deviation of each, with the number of rows in the denominator; 1 for a constant column.</param>
public sealed record FeaturePreparation(int[] Columns, double[] Medians, double[] Means, double[] Deviations)
{
    /// <summary>Learns from training rows; NaN is a missing value.</summary>
    /// <param name="training">The rows.</param>
    /// <param name="names">The columns' names, for messages.</param>
    /// <param name="columns">The columns to take; null: all.</param>
    /// <exception cref="InvalidDataException">A column has no value at all, or an infinite one.</exception>
    public static FeaturePreparation Fit(Samples training, IReadOnlyList<string> names, IReadOnlyList<int>? columns = null)
    {
        int[] taken = [.. columns ?? [.. Enumerable.Range(0, training.Columns)]];
        double[] medians = new double[taken.Length], means = new double[taken.Length], deviations = new double[taken.Length];
        for (int i = 0; i < taken.Length; i++)
        {
            double[] values = training.Column(taken[i]), known = [.. values.Where(v => !double.IsNaN(v)).Order()];
            if (known.Length == 0)
                throw new InvalidDataException($"Feature {names[taken[i]]} has no value in any of {values.Length} training windows: leave it out.");
            if (double.IsInfinity(known[0]) || double.IsInfinity(known[^1]))
                throw new InvalidDataException($"Feature {names[taken[i]]} is infinite in a training window.");
            double median = Median.Of(known);
            double mean = values.Sum(v => double.IsNaN(v) ? median : v) / values.Length;
            double deviation = Math.Sqrt(values.Sum(v => Math.Pow((double.IsNaN(v) ? median : v) - mean, 2)) / values.Length);
            (medians[i], means[i]) = (median, mean);
            deviations[i] = known[0] == known[^1] ? 1 : deviation;
        }

        return new FeaturePreparation(taken, medians, means, deviations);
    }

    /// <summary>Prepares one row.</summary>
    public void Apply(ReadOnlySpan<double> row, Span<double> prepared)
    {
        for (int i = 0; i < Columns.Length; i++)
        {
            double value = row[Columns[i]];
            prepared[i] = ((double.IsFinite(value) ? value : Medians[i]) - Means[i]) / Deviations[i];
        }
    }

    /// <summary>Prepares rows.</summary>
    public Samples Apply(Samples rows)
    {
        double[] prepared = new double[rows.Rows * Columns.Length];
        for (int r = 0; r < rows.Rows; r++)
            Apply(rows[r], prepared.AsSpan(r * Columns.Length, Columns.Length));
        return new Samples(prepared, Columns.Length);
    }

    /// <summary>Checks what was read from a file.</summary>
    /// <exception cref="InvalidDataException">It does not fit rows of so many columns, or a number is not finite.</exception>
    internal void Require(int columns)
    {
        Stored.That(Columns.Length > 0 && !Columns.AsSpan().ContainsAnyExceptInRange(0, columns - 1), $"a column is not one of {columns}");
        Stored.Finite("medians", Medians, Columns.Length);
        Stored.Finite("means", Means, Columns.Length);
        Stored.Finite("deviations", Deviations, Columns.Length);
        Stored.That(Deviations.All(d => d > 0), "a deviation is not positive");
    }
}
