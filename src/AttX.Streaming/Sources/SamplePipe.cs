using System.Threading.Channels;

namespace AttX.Streaming.Sources;

/// <summary>
/// Stands between what receives samples and the session that estimates. It holds a limited number of chunks: a full one makes a writer
/// that can wait wait (a file, a TCP connection), and drops what one brings that cannot (UDP).
/// </summary>
/// <param name="capacity">Chunks it holds.</param>
public sealed class SamplePipe(int capacity)
{
    private readonly Channel<SampleChunk> _chunks = Channel.CreateBounded<SampleChunk>(new BoundedChannelOptions(capacity) { SingleReader = true });
    private long _dropped;

    /// <summary>Chunks that <see cref="Offer"/> found no room for.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Waits until there is room.</summary>
    public ValueTask Write(SampleChunk chunk, CancellationToken cancellation) => _chunks.Writer.WriteAsync(chunk, cancellation);

    /// <summary>Does not wait.</summary>
    public void Offer(SampleChunk chunk)
    {
        if (!_chunks.Writer.TryWrite(chunk))
            Interlocked.Increment(ref _dropped);
    }

    /// <summary>Says that no more is to come.</summary>
    public void Complete() => _chunks.Writer.TryComplete();

    /// <summary>Pushes what comes to a session, until all has.</summary>
    public async Task PumpTo(StressEstimator session, CancellationToken cancellation)
    {
        await foreach (SampleChunk chunk in _chunks.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
            session.Push(chunk.Modality, chunk.StartSeconds, chunk.Samples);
    }
}
