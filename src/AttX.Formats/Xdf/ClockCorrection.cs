using System.Runtime.InteropServices;
using AttX.Ground;

namespace AttX.Formats.Xdf;

/// <summary>
/// Brings a stream's time stamps from its sender's clock to the recorder's: offsets are measured every few seconds; a line through them,
/// robust against late answers of the network, is added to the stamps. Where the sender's clock was set anew, each stretch has its line.
/// Rules and thresholds are pyxdf's.
/// </summary>
internal static class ClockCorrection
{
    /// <summary>Residuals beyond this count as far as they reach, not by their square.</summary>
    private const double HuberSeconds = 1e-4;

    private const double TimeDeviations = 5, TimeSeconds = 5, OffsetDeviations = 10, OffsetSeconds = 1;

    private const int MaxIterations = 1000;

    /// <summary>Corrects the stamps in place.</summary>
    /// <returns>How often the clock was set anew.</returns>
    public static int Apply(List<double> stamps, IReadOnlyList<(double Time, double Offset)> clocks)
    {
        if (clocks.Count == 0 || stamps.Count == 0)
            return 0;
        List<(int First, int Last)> stretches = Stretches(clocks);
        int from = 0;
        for (int s = 0; s < stretches.Count; s++)
        {
            (int first, int last) = stretches[s];
            int to = s + 1 < stretches.Count ? EndOf(stamps, from, clocks[last].Time, clocks[stretches[s + 1].First].Time) : stamps.Count;
            (double intercept, double slope) = Line([.. clocks.Skip(first).Take(last - first + 1)]);
            foreach (ref double stamp in CollectionsMarshal.AsSpan(stamps)[from..to])
                stamp += intercept + slope * stamp;
            from = to;
        }

        return stretches.Count - 1;
    }

    /// <summary>
    /// The measurements between resets: a reset is where time goes back, or where both the time and the offset jump, by far more than the
    /// steps usually scatter.
    /// </summary>
    private static List<(int First, int Last)> Stretches(IReadOnlyList<(double Time, double Offset)> clocks)
    {
        double[] times = [.. clocks.Zip(clocks.Skip(1), (a, b) => b.Time - a.Time)];
        bool[] late = Jumps(times, TimeDeviations, TimeSeconds);
        bool[] off = Jumps([.. clocks.Zip(clocks.Skip(1), (a, b) => b.Offset - a.Offset)], OffsetDeviations, OffsetSeconds);
        List<(int, int)> stretches = [];
        int first = 0;
        for (int i = 0; i < times.Length; i++)
        {
            if (!(times[i] < 0 || (late[i] && off[i])))
                continue;
            stretches.Add((first, i));
            first = i + 1;
        }

        stretches.Add((first, clocks.Count - 1));
        return stretches;
    }

    private static bool[] Jumps(double[] steps, double deviations, double seconds)
    {
        if (steps.Length == 0)
            return [];
        double median = Median.Of(steps), scatter = Median.Of(steps.Select(s => Math.Abs(s - median))) + (Math.BitIncrement(1.0) - 1);
        return [.. steps.Select(s => Math.Abs(s - median) is var far && far / scatter > deviations && far > seconds)];
    }

    /// <summary>The first stamp that is nearer to the next stretch's beginning than to this one's end.</summary>
    private static int EndOf(List<double> stamps, int from, double end, double next)
    {
        while (from < stamps.Count && Math.Abs(stamps[from] - end) < Math.Abs(stamps[from] - next))
            from++;
        return from;
    }

    /// <summary>
    /// The line that minimises Huber's loss (Huber 1964), by least squares with the weights min(1, 0.1 ms / |residual|) until it stands still.
    /// Times are taken from their middle, as they may be far from 0.
    /// </summary>
    /// <returns>Offset at time 0 and its change a second.</returns>
    private static (double Intercept, double Slope) Line((double Time, double Offset)[] clocks)
    {
        double centre = clocks.Average(c => c.Time), level = clocks[0].Offset;
        (double a, double b) = (clocks.Average(c => c.Offset - level), 0);
        for (int i = 0; i < MaxIterations; i++)
        {
            (double w, double wx, double wy, double wxx, double wxy) = (0, 0, 0, 0, 0);
            foreach ((double time, double offset) in clocks)
            {
                (double x, double y) = (time - centre, offset - level);
                double weight = i == 0 ? 1 : Math.Min(1, HuberSeconds / Math.Abs(y - a - b * x));
                (w, wx, wy, wxx, wxy) = (w + weight, wx + weight * x, wy + weight * y, wxx + weight * x * x, wxy + weight * x * y);
            }

            double spread = wxx - wx * wx / w, slope = spread > 0 ? (wxy - wx * wy / w) / spread : 0, intercept = (wy - slope * wx) / w;
            bool stands = Math.Abs(intercept - a) < 1e-12 && Math.Abs(slope - b) < 1e-15;
            (a, b) = (intercept, slope);
            if (stands)
                break;
        }

        return (a + level - b * centre, b);
    }
}
