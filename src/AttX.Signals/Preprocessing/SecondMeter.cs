namespace AttX.Signals.Preprocessing;

/// <summary>
/// Measures a signal second by second (Welford 1962): the unit in which a session's statistics grow, so that they do not depend on how
/// samples arrive, and can be summed from any second on.
/// </summary>
/// <param name="samplingRateHz">Samples per second.</param>
public sealed class SecondMeter(int samplingRateHz)
{
    private int _samples, _heard;
    private double _mean, _squares;

    /// <summary>Adds the next sample.</summary>
    /// <param name="x">Its value.</param>
    /// <param name="isHeard">False if it is missing: it counts as time and as nothing else.</param>
    /// <param name="second">The statistics of the second that it completes; count 0 if nothing was heard.</param>
    /// <returns>Whether it completes a second.</returns>
    public bool Add(double x, bool isHeard, out ChannelStatistics second)
    {
        if (isHeard)
        {
            double before = x - _mean;
            _mean += before / ++_heard;
            _squares += before * (x - _mean);
        }

        second = default;
        if (++_samples < samplingRateHz)
            return false;
        second = new ChannelStatistics(_heard, _mean, Math.Sqrt(_squares / Math.Max(1, _heard)));
        Restart();
        return true;
    }

    /// <summary>Begins a new second.</summary>
    public void Restart() => (_samples, _heard, _mean, _squares) = (0, 0, 0, 0);

    /// <summary>Measures the whole seconds of a signal.</summary>
    /// <param name="signal">The samples.</param>
    /// <param name="samplingRateHz">Samples per second.</param>
    /// <param name="isHeard">Whether each sample was heard; null: all were.</param>
    public static ChannelStatistics[] Measure(ReadOnlySpan<double> signal, int samplingRateHz, bool[]? isHeard = null)
    {
        var seconds = new ChannelStatistics[signal.Length / samplingRateHz];
        SecondMeter meter = new(samplingRateHz);
        for (int i = 0; i < seconds.Length * samplingRateHz; i++)
            if (meter.Add(signal[i], isHeard?[i] ?? true, out ChannelStatistics second))
                seconds[i / samplingRateHz] = second;
        return seconds;
    }
}
