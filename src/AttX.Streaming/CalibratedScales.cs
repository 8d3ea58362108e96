using AttX.Signals;

namespace AttX.Streaming;

/// <summary>
/// Statistics for models that saw whole recordings: known ones, or measured on the first seconds and adapted since.
/// </summary>
internal sealed class CalibratedScales : IScaleSource
{
    private readonly RunningStatistics[] _statistics;
    private readonly Scale[]? _known;

    /// <summary>Creates the statistics of one channel.</summary>
    /// <param name="axes">Its axes.</param>
    /// <param name="samplingRateHz">Its rate.</param>
    /// <param name="session">Options for calibration.</param>
    /// <param name="adaptationSeconds">Memory after the calibration.</param>
    /// <param name="known">Mean and deviation by axis; null, or deviation 0: not known.</param>
    /// <param name="heard">What earlier sessions heard, by axis; null: nothing.</param>
    public CalibratedScales(int axes, int samplingRateHz, SessionOptions session, double adaptationSeconds,
        IReadOnlyList<ChannelStatistics>? known, IReadOnlyList<ChannelStatistics>? heard)
    {
        Meter = new SessionMeter(axes, samplingRateHz, double.PositiveInfinity, heard);
        _statistics = [.. Enumerable.Range(0, axes).Select(_ => new RunningStatistics(
            (long)Math.Ceiling(session.CalibrationSeconds * samplingRateHz), (long)(adaptationSeconds * samplingRateHz)))];
        _known = known is null || known.Any(k => k.StandardDeviation == 0) ? null : [.. known.Select(k => new Scale(k.Mean, k.StandardDeviation, true))];
    }

    public SessionMeter Meter { get; }

    public void Add(ReadOnlySpan<double> filtered, bool isHeard)
    {
        Meter.Add(filtered, isHeard);
        for (int axis = 0; axis < _statistics.Length && isHeard; axis++)
            _statistics[axis].Add(filtered[axis]);
    }

    public Scale At(long seconds, int place) => _known?[place] ?? _statistics[place].Scale;

    public void Restart() => Meter.Restart();
}
