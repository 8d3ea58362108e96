using AttX.Signals;

namespace AttX.Streaming;

/// <summary>
/// Statistics for models that saw whole recordings: known ones, or measured on the first seconds and adapted since.
/// </summary>
internal sealed class CalibratedScales : IScaleSource
{
    private readonly RunningStatistics[] _statistics;
    private readonly Scale[]? _known;

    public CalibratedScales(int axes, int samplingRateHz, double calibrationSeconds, double adaptationSeconds, IReadOnlyList<ChannelStatistics>? known)
    {
        _statistics = [.. Enumerable.Range(0, axes).Select(_ => new RunningStatistics(
            (long)Math.Ceiling(calibrationSeconds * samplingRateHz), (long)(adaptationSeconds * samplingRateHz)))];
        _known = known is null ? null : [.. known.Select(k => new Scale(k.Mean, k.StandardDeviation, true))];
    }

    public void Add(ReadOnlySpan<double> filtered, bool isHeard)
    {
        for (int axis = 0; axis < _statistics.Length && isHeard; axis++)
            _statistics[axis].Add(filtered[axis]);
    }

    public Scale At(long seconds, int place) => _known?[place] ?? _statistics[place].Scale;
}
