using AttX.Signals;

namespace AttX.Streaming.Sources;

/// <summary>A recording, replayed: each chunk of each channel when its last sample has been taken, as a device sends them.</summary>
/// <param name="recording">The recording; its first samples were taken at 0 s.</param>
/// <param name="chunkSamples">Samples a chunk.</param>
public sealed class ReplaySource(Recording recording, int chunkSamples) : ISampleSource
{
    // Waits shorter than this come out longer than they should.
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(10);

    /// <summary>The channels of the recording.</summary>
    public IReadOnlyList<ChannelRate> Channels { get; } = [.. recording.Channels.Select(c => new ChannelRate(c.Modality, c.SamplingRateHz))];

    /// <summary>How much faster than it was recorded <see cref="ReadTo"/> replays it; infinity: as fast as it is taken.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Pushes everything at once.</summary>
    public void PushAll(StressEstimator session, CancellationToken cancellation = default)
    {
        foreach ((Channel channel, int start, int count) in Chunks())
        {
            cancellation.ThrowIfCancellationRequested();
            session.Push(channel.Modality, (double)start / channel.SamplingRateHz,
                channel.Axes.Count == 1 ? channel.Samples.AsSpan(start, count) : channel.Interleaved(start, count));
        }
    }

    /// <summary>Replays at <see cref="Speed"/>, or slower if the pipe does not take it so fast, and completes the pipe.</summary>
    public async Task ReadTo(SamplePipe pipe, CancellationToken cancellation)
    {
        long begun = TimeProvider.System.GetTimestamp();
        try
        {
            foreach ((Channel channel, int start, int count) in Chunks())
            {
                TimeSpan wait = TimeSpan.FromSeconds((double)(start + count) / channel.SamplingRateHz / Speed) - TimeProvider.System.GetElapsedTime(begun);
                if (wait >= ShortestWait)
                    await Task.Delay(wait, cancellation).ConfigureAwait(false);
                var chunk = new SampleChunk(channel.Modality, (double)start / channel.SamplingRateHz, channel.Interleaved(start, count));
                await pipe.Write(chunk, cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            pipe.Complete();
        }
    }

    /// <summary>Holds nothing open.</summary>
    public void Dispose()
    {
    }

    /// <summary>What is sent, in the order in which it is complete.</summary>
    private IEnumerable<(Channel Channel, int Start, int Count)> Chunks()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(chunkSamples, 1);
        int[] sent = new int[recording.Channels.Count];
        while (Next(sent) is >= 0 and int next)
        {
            Channel channel = recording.Channels[next];
            int count = Math.Min(chunkSamples, channel.Length - sent[next]);
            yield return (channel, sent[next], count);
            sent[next] += count;
        }
    }

    /// <summary>The channel whose next chunk is complete first; -1 at the end.</summary>
    private int Next(int[] sent)
    {
        (int next, double first) = (-1, double.PositiveInfinity);
        for (int i = 0; i < sent.Length; i++)
        {
            Channel channel = recording.Channels[i];
            double complete = (double)Math.Min(sent[i] + chunkSamples, channel.Length) / channel.SamplingRateHz;
            if (sent[i] < channel.Length && complete < first)
                (next, first) = (i, complete);
        }

        return next;
    }
}
