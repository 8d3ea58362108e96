using System.Globalization;
using AttX.Signals;

namespace AttX.Formats;

/// <summary>Turns a column that says what each sample belongs to into events: one per run of one value.</summary>
internal static class ColumnEvents
{
    /// <summary>The most values that a column of labels may have.</summary>
    public const int MaxValues = 255;

    private const int MaxRuns = 100_000;

    /// <summary>Finds the runs.</summary>
    /// <param name="values">The column; NaN where it has no value.</param>
    /// <param name="rateHz">Its rate.</param>
    /// <param name="texts">The texts that the values count from 0; null if the values are numbers.</param>
    /// <param name="where">File and column, for messages.</param>
    /// <exception cref="InvalidDataException">It changes too often, or has too many values, to be of labels.</exception>
    public static IReadOnlyList<Event> Of(ReadOnlySpan<double> values, double rateHz, IReadOnlyList<string>? texts, string where)
    {
        List<Event> events = [];
        HashSet<double> different = [];
        for (int start = 0; start < values.Length;)
        {
            double value = values[start];
            int end = start + 1;
            while (end < values.Length && values[end].Equals(value))
                end++;
            if (!double.IsNaN(value))
            {
                different.Add(value);
                events.Add(new Event(start / rateHz, texts?[(int)value] ?? value.ToString("R", CultureInfo.InvariantCulture), (end - start) / rateHz));
            }

            if (different.Count > MaxValues || events.Count > MaxRuns)
                throw TooMany(where);
            start = end;
        }

        return events;
    }

    /// <summary>Creates the error about a column that holds no labels.</summary>
    public static InvalidDataException TooMany(string where) => new(
        $"{where} has more than {MaxValues} different values, or changes more than {MaxRuns} times: it is no column of labels.");
}
