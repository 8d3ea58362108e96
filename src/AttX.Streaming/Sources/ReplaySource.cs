using AttX.Signals;

namespace AttX.Streaming.Sources;

/// <summary>A recording, replayed: each chunk of each channel when its last sample has been taken, as a device sends them.</summary>
/// <param name="recording">The recording; its first samples were taken at 0 s.</param>
/// <param name="chunkSamples">Samples a chunk.</param>
public sealed class ReplaySource(Recording recording, int chunkSamples)
{
    /// <summary>The channels of the recording.</summary>
    public IReadOnlyList<ChannelRate> Channels { get; } = [.. recording.Channels.Select(c => new ChannelRate(c.Modality, c.SamplingRateHz))];

    /// <summary>Pushes everything at once.</summary>
    public void PushAll(StressEstimator session, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(chunkSamples, 1);
        int[] sent = new int[recording.Channels.Count];
        while (Next(sent) is >= 0 and int next)
        {
            cancellation.ThrowIfCancellationRequested();
            Channel channel = recording.Channels[next];
            ReadOnlySpan<double> rest = channel.Samples.AsSpan(sent[next]);
            session.Push(channel.Modality, (double)sent[next] / channel.SamplingRateHz, rest[..Math.Min(chunkSamples, rest.Length)]);
            sent[next] += Math.Min(chunkSamples, rest.Length);
        }
    }

    /// <summary>The channel whose next chunk is complete first; -1 at the end.</summary>
    private int Next(int[] sent)
    {
        (int next, double first) = (-1, double.PositiveInfinity);
        for (int i = 0; i < sent.Length; i++)
        {
            Channel channel = recording.Channels[i];
            double complete = (double)Math.Min(sent[i] + chunkSamples, channel.Samples.Length) / channel.SamplingRateHz;
            if (sent[i] < channel.Samples.Length && complete < first)
                (next, first) = (i, complete);
        }

        return next;
    }
}
