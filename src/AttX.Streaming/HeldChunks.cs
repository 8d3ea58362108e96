using AttX.Signals.Modalities;

namespace AttX.Streaming;

/// <summary>
/// Chunks of a channel whose times are far from those before. One wrong time stamp must not move a session to another time, so they are held
/// until three in succession agree.
/// </summary>
/// <param name="channel">The channel.</param>
/// <param name="toleranceSeconds">Chunks agree if each begins after the one before, at most this long after its end.</param>
internal sealed class HeldChunks(ChannelRate channel, double toleranceSeconds)
{
    private const int Needed = 3;

    private readonly List<(double StartSeconds, double[] Samples)> _chunks = [];
    private readonly int _axes = channel.Modality.Info().Axes.Count;
    private double _endSeconds;
    private long _held, _dropped;

    /// <summary>Samples that are held, or were dropped because no others agreed with their time.</summary>
    public long Astray => _held + _dropped;

    /// <summary>Start of the first chunk; NaN without any.</summary>
    public double StartSeconds => _chunks.Count > 0 ? _chunks[0].StartSeconds : double.NaN;

    /// <summary>Adds a chunk, and drops those before if it does not agree with them.</summary>
    /// <returns>Whether enough agree.</returns>
    public bool Add(double startSeconds, ReadOnlySpan<double> samples)
    {
        if (_chunks.Count > 0 && !(startSeconds > _chunks[^1].StartSeconds && startSeconds - _endSeconds <= toleranceSeconds))
            Drop();
        _chunks.Add((startSeconds, samples.ToArray()));
        _endSeconds = startSeconds + (double)samples.Length / _axes / channel.SamplingRateHz;
        _held += samples.Length / _axes;
        return _chunks.Count >= Needed;
    }

    /// <summary>Returns the chunks, to be used after all.</summary>
    public IReadOnlyList<(double StartSeconds, double[] Samples)> Take()
    {
        (double, double[])[] taken = [.. _chunks];
        _chunks.Clear();
        _held = 0;
        return taken;
    }

    /// <summary>Drops the chunks.</summary>
    public void Drop()
    {
        _chunks.Clear();
        (_held, _dropped) = (0, _dropped + _held);
    }
}
