using AttX.Signals.Features.Measures;

namespace AttX.Signals.Features.Heart;

/// <summary>Intervals between successive beats, with those that no heart makes corrected.</summary>
/// <remarks>
/// An interval outside 0.3 to 2 s, or more than a quarter away from the median of the eleven intervals around it, comes of a missed,
/// additional or ectopic beat: that median takes its place.
/// </remarks>
public sealed class BeatIntervals
{
    private const double Shortest = 0.3, Longest = 2, Tolerance = 0.25;
    private const int Reach = 5;

    private readonly double[] _beats;
    private readonly double[] _corrected;

    /// <summary>Corrects the intervals between beats.</summary>
    /// <param name="beatSeconds">Times of the beats, in order.</param>
    public BeatIntervals(IReadOnlyList<double> beatSeconds)
    {
        _beats = [.. beatSeconds];
        double[] raw = [.. _beats.Zip(_beats.Skip(1), (a, b) => b - a)];
        _corrected = [.. raw.Select((interval, i) => Corrected(interval, i, raw))];
    }

    /// <summary>Returns the intervals whose two beats lie in [start, start + length).</summary>
    public IntervalSeries Within(double startSeconds, double lengthSeconds)
    {
        int first = IndexAt(startSeconds), count = Math.Max(0, IndexAt(startSeconds + lengthSeconds) - first - 1), corrected = 0;
        double kept = 0;
        for (int i = first; i < first + count; i++)
        {
            bool isKept = _corrected[i] == _beats[i + 1] - _beats[i];
            corrected += isKept ? 0 : 1;
            kept += isKept ? _corrected[i] : 0;
        }

        return count == 0 ? new IntervalSeries([], [], 0, 0)
            : new IntervalSeries(_beats[(first + 1)..(first + 1 + count)], _corrected[first..(first + count)], corrected, kept);
    }

    private int IndexAt(double seconds) => Array.BinarySearch(_beats, seconds) is var i && i >= 0 ? i : ~i;

    private static double Corrected(double interval, int i, double[] raw)
    {
        double[] around = raw[Math.Max(0, i - Reach)..Math.Min(raw.Length, i + Reach + 1)];
        Array.Sort(around);
        double median = Math.Clamp(Descriptive.Percentile(around, 50), Shortest, Longest);
        return interval is < Shortest or > Longest || Math.Abs(interval - median) > Tolerance * median ? median : interval;
    }
}

/// <summary>Successive intervals between beats.</summary>
/// <param name="Times">Time of the beat that ends each interval, in seconds.</param>
/// <param name="Seconds">The intervals, corrected.</param>
/// <param name="Corrected">Number of those that were corrected.</param>
/// <param name="KeptSeconds">Sum of those that were not.</param>
public sealed record IntervalSeries(double[] Times, double[] Seconds, int Corrected, double KeptSeconds);
