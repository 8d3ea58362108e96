using System.Globalization;

namespace AttX.Reports.Charts;

/// <summary>Axis of one quantity: its label, unit and range.</summary>
/// <param name="Label">The quantity, for example "Heart rate".</param>
/// <param name="Unit">Its unit, or null for a pure number.</param>
/// <param name="Minimum">The value at the axis's start.</param>
/// <param name="Maximum">The value at its end, not below <paramref name="Minimum"/>.</param>
public sealed record Axis(string Label, string? Unit, double Minimum, double Maximum)
{
    /// <summary>The value at the axis's start.</summary>
    public double Minimum { get; init; } = Finite(Minimum, double.NegativeInfinity, nameof(Minimum));

    /// <summary>The value at the axis's end.</summary>
    public double Maximum { get; init; } = Finite(Maximum, Minimum, nameof(Maximum));

    /// <summary>Values are fractions of 1, written as percentages: 0.25 reads 25 under a title that ends in (%).</summary>
    public bool Percent { get; init; }

    /// <summary>Only whole numbers are meaningful, as for epochs: ticks stand at whole numbers alone.</summary>
    public bool Whole { get; init; }

    /// <summary>The axis's title: its label and unit.</summary>
    public string Title => (Percent ? "%" : Unit) is { Length: > 0 } unit ? $"{Label} ({unit})" : Label;

    private const double Largest = 1e300; // so that differences and round ends stay finite

    private double Factor => Percent ? 100 : 1;

    /// <summary>Creates the axis of a share from 0 to 1, written as 0 to 100 %.</summary>
    public static Axis Share(string label, double minimum = 0, double maximum = 1) => new(label, null, minimum, maximum) { Percent = true };

    /// <summary>
    /// Creates an axis that covers <paramref name="values"/> and ends at round numbers. Values that are not finite, or beyond 1e300, are ignored;
    /// if there are no others, the axis runs from 0 to 1.
    /// </summary>
    public static Axis Over(string label, string? unit, IEnumerable<double> values, bool percent = false)
    {
        double[] finite = [.. values.Where(v => Math.Abs(v) <= Largest)];
        (double low, double high) = finite.Length == 0 ? (0, 1) : (finite.Min(), finite.Max());
        if (high - low <= 1e-12 * Math.Max(Math.Abs(low), Math.Abs(high)))
            (low, high) = low == 0 ? (0, 1) : (low - Math.Abs(low) / 2, high + Math.Abs(high) / 2);
        double step = Steps((high - low) / 10).First();
        return new(label, unit, Math.Floor(low / step + 1e-9) * step, Math.Ceiling(high / step - 1e-9) * step) { Percent = percent };
    }

    /// <summary>Returns at most <paramref name="most"/> round values on the axis, 1, 2 or 5 times a power of ten apart.</summary>
    public IReadOnlyList<double> Ticks(int most)
    {
        if (Maximum <= Minimum)
            return [Minimum];
        (double low, double high) = (Minimum * Factor, Maximum * Factor);
        foreach (double step in Steps((high - low) / Math.Max(1, most)).Where(step => !Whole || step >= 1))
        {
            double first = Math.Ceiling(low / step - 1e-9), last = Math.Floor(high / step + 1e-9);
            if (last - first < most)
                return [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => (first + i) * step / Factor)];
        }

        return [];
    }

    /// <summary>Formats tick labels, all with the decimals that their spacing needs.</summary>
    public IReadOnlyList<string> Labels(IReadOnlyList<double> ticks)
    {
        double step = ticks.Count > 1 ? (ticks[1] - ticks[0]) * Factor : ticks.Count == 1 ? Math.Abs(ticks[0] * Factor) : 0;
        int decimals = step > 0 ? Math.Clamp((int)-Math.Floor(Math.Log10(step) + 1e-9), 0, 8) : 0;
        return [.. ticks.Select(t => Number(t, decimals))];
    }

    /// <summary>Formats a value in the axis's unit, without the unit: "71.4"; "–" where there is none.</summary>
    public string Number(double value, int decimals)
    {
        if (!double.IsFinite(value))
            return "–";
        double scaled = value * Factor;
        string format = Math.Abs(scaled) is >= 1e6 ? "0.##e0" : "F" + decimals.ToString(CultureInfo.InvariantCulture);
        string text = scaled.ToString(format, CultureInfo.InvariantCulture);
        return text.TrimStart('-', '0', '.').Length == 0 ? text.TrimStart('-') : text.Replace('-', '−');
    }

    /// <summary>1, 2 or 5 times a power of ten, ascending from <paramref name="least"/>, over two powers of ten.</summary>
    private static IEnumerable<double> Steps(double least)
    {
        double magnitude = Math.Pow(10, Math.Floor(Math.Log10(least)));
        return new[] { 1.0, 2, 5, 10, 20, 50, 100 }.Select(m => m * magnitude).Where(step => step >= least * (1 - 1e-9));
    }

    private static double Finite(double value, double least, string name) => double.IsFinite(value) && value >= least
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"An axis ends at a finite number that is not below {least}.");
}
