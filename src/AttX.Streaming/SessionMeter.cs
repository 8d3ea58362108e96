using AttX.Signals;
using AttX.Signals.Preprocessing;

namespace AttX.Streaming;

/// <summary>Measures all that a session hears of a channel, by whole seconds, as the offline chain does.</summary>
internal sealed class SessionMeter
{
    private readonly SecondMeter[] _seconds;
    private readonly SessionStatistics[] _heard;

    /// <summary>Creates a meter of one channel.</summary>
    /// <param name="axes">Its axes.</param>
    /// <param name="samplingRateHz">Its rate.</param>
    /// <param name="memorySeconds">Seconds after which what was heard fades.</param>
    /// <param name="before">What earlier sessions heard, by axis; null: nothing.</param>
    public SessionMeter(int axes, int samplingRateHz, double memorySeconds, IReadOnlyList<ChannelStatistics>? before)
    {
        _seconds = [.. Enumerable.Range(0, axes).Select(_ => new SecondMeter(samplingRateHz))];
        _heard = [.. Enumerable.Range(0, axes).Select(_ => new SessionStatistics(samplingRateHz, memorySeconds))];
        for (int axis = 0; axis < axes && before != null; axis++)
            _heard[axis].Restore(before[axis]);
    }

    /// <summary>What was heard of each axis, earlier sessions included.</summary>
    public ReadOnlySpan<SessionStatistics> Heard => _heard;

    /// <summary>Adds the next filtered sample; true if it completes a second.</summary>
    /// <param name="filtered">One value per axis.</param>
    /// <param name="isHeard">False in a long gap.</param>
    public bool Add(ReadOnlySpan<double> filtered, bool isHeard)
    {
        bool complete = false;
        for (int axis = 0; axis < _seconds.Length; axis++)
            if (_seconds[axis].Add(filtered[axis], isHeard, out ChannelStatistics second))
            {
                _heard[axis].Add(second);
                complete = true;
            }

        return complete;
    }

    /// <summary>Begins a new second.</summary>
    public void Restart()
    {
        foreach (SecondMeter second in _seconds)
            second.Restart();
    }
}
