using AttX.Signals.Modalities;

namespace AttX.Signals;

/// <summary>A signal thinned to what a picture can show of it: its extremes in so many columns, over all axes.</summary>
/// <param name="Modality">What is measured.</param>
/// <param name="DurationSeconds">Length of the signal.</param>
/// <param name="Minimum">The least sample of each column; NaN where there is none.</param>
/// <param name="Maximum">The greatest.</param>
public sealed record SignalEnvelope(Modality Modality, double DurationSeconds, IReadOnlyList<double> Minimum, IReadOnlyList<double> Maximum)
{
    /// <summary>Thins a channel; samples that are not finite are left out.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="columns">Columns at most; a shorter signal has one a sample.</param>
    public static SignalEnvelope Of(Channel channel, int columns)
    {
        int count = Math.Min(columns, channel.Length);
        double[] minimum = new double[count], maximum = new double[count];
        for (int c = 0; c < count; c++)
        {
            (minimum[c], maximum[c]) = (double.NaN, double.NaN);
            int start = (int)((long)c * channel.Length / count), end = (int)((c + 1L) * channel.Length / count);
            foreach (double[] axis in channel.Axes)
                foreach (double x in axis.AsSpan(start, end - start))
                    if (double.IsFinite(x))
                        (minimum[c], maximum[c]) = (x >= minimum[c] ? minimum[c] : x, x <= maximum[c] ? maximum[c] : x);
        }

        return new SignalEnvelope(channel.Modality, channel.DurationSeconds, minimum, maximum);
    }
}
