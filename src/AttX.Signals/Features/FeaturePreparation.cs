using AttX.Ground;

namespace AttX.Signals.Features;

/// <summary>
/// What is done to features before a classifier or a network sees them, with what the training rows say: some columns are taken, a missing value is
/// replaced by the median of the training rows that have one, and each column is standardised, (x − mean)/deviation, a constant one by its mean alone.
/// </summary>
/// <param name="Columns">The columns taken.</param>
/// <param name="Medians">What replaces a missing value of each.</param>
/// <param name="Means">The mean of each, missing values replaced.</param>
/// <param name="Deviations">The standard deviation of each, with the number of rows in the denominator; 1 for a constant column.</param>
public sealed record FeaturePreparation(int[] Columns, double[] Medians, double[] Means, double[] Deviations)
{
    /// <summary>Learns from training rows; NaN is a missing value.</summary>
    /// <param name="training">The rows, one after another.</param>
    /// <param name="names">The columns' names.</param>
    /// <param name="columns">The columns to take; null: all.</param>
    /// <exception cref="InvalidDataException">A column has no value at all, or an infinite one.</exception>
    public static FeaturePreparation Fit(ReadOnlySpan<double> training, IReadOnlyList<string> names, IReadOnlyList<int>? columns = null)
    {
        int[] taken = [.. columns ?? [.. Enumerable.Range(0, names.Count)]];
        double[] medians = new double[taken.Length], means = new double[taken.Length], deviations = new double[taken.Length];
        for (int i = 0; i < taken.Length; i++)
        {
            double[] values = Column(training, names.Count, taken[i]), known = [.. values.Where(v => !double.IsNaN(v)).Order()];
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

    /// <summary>Returns the columns that tell training rows apart: those of two different values at least.</summary>
    /// <param name="training">The rows, one after another.</param>
    /// <param name="columns">Number of columns.</param>
    public static int[] Varying(ReadOnlySpan<double> training, int columns)
    {
        List<int> varying = [];
        for (int c = 0; c < columns; c++)
            if (Column(training, columns, c).Where(v => !double.IsNaN(v)).Distinct().Skip(1).Any())
                varying.Add(c);
        return [.. varying];
    }

    /// <summary>Prepares one row.</summary>
    public void Apply(ReadOnlySpan<double> row, Span<double> prepared)
    {
        for (int i = 0; i < Columns.Length; i++)
            prepared[i] = Apply(i, row[Columns[i]]);
    }

    /// <summary>Prepares one value.</summary>
    /// <param name="index">Index of its column among <see cref="Columns"/>.</param>
    /// <param name="value">The value; NaN if it is missing.</param>
    public double Apply(int index, double value) => ((double.IsFinite(value) ? value : Medians[index]) - Means[index]) / Deviations[index];

    /// <summary>Checks what was read from a file; returns what is wrong, or null.</summary>
    /// <param name="columns">Number of columns of the rows.</param>
    public string? Problem(int columns) =>
        Columns.Length == 0 || Columns.AsSpan().ContainsAnyExceptInRange(0, columns - 1) ? $"a column is not one of {columns}"
            : ProblemOf("medians", Medians) ?? ProblemOf("means", Means) ?? ProblemOf("deviations", Deviations) ?? (Deviations.All(d => d > 0) ? null : "a deviation is not positive");

    private string? ProblemOf(string name, double[] values) => values.Length != Columns.Length ? $"{name} holds {values.Length} numbers, expected {Columns.Length}"
        : values.All(double.IsFinite) ? null : $"{name} holds a number that is not finite";

    private static double[] Column(ReadOnlySpan<double> rows, int columns, int column)
    {
        double[] values = new double[rows.Length / columns];
        for (int r = 0; r < values.Length; r++)
            values[r] = rows[(r * columns) + column];
        return values;
    }
}
