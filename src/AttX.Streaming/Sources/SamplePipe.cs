using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace AttX.Streaming.Sources;

/// <summary>
/// Stands between what receives samples and the session that estimates. It holds a limited number of chunks: a full one makes a writer
/// that can wait wait (a file, a TCP connection), and drops its oldest for one that cannot (UDP).
/// </summary>
/// <param name="capacity">Chunks it holds.</param>
public sealed class SamplePipe(int capacity)
{
    private readonly Channel<SampleChunk> _chunks = Channel.CreateBounded<SampleChunk>(capacity);
    private long _dropped;

    /// <summary>Chunks that <see cref="Offer"/> dropped to make room.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Waits until there is room.</summary>
    public ValueTask Write(SampleChunk chunk, CancellationToken cancellation) => _chunks.Writer.WriteAsync(chunk, cancellation);

    /// <summary>Does not wait: what has waited longest makes room.</summary>
    public void Offer(SampleChunk chunk)
    {
        while (!_chunks.Writer.TryWrite(chunk) && _chunks.Reader.TryRead(out _))
            Interlocked.Increment(ref _dropped);
    }

    /// <summary>Says that no more is to come.</summary>
    public void Complete() => _chunks.Writer.TryComplete();

    /// <summary>Waits for a chunk; false if no more is to come.</summary>
    public ValueTask<bool> WaitToRead(CancellationToken cancellation) => _chunks.Reader.WaitToReadAsync(cancellation);

    /// <summary>The next chunk, if one is there.</summary>
    public bool TryRead([MaybeNullWhen(false)] out SampleChunk chunk) => _chunks.Reader.TryRead(out chunk);

    /// <summary>Pushes what comes to a session, until all has.</summary>
    public async Task PumpTo(StressEstimator session, CancellationToken cancellation)
    {
        while (await WaitToRead(cancellation).ConfigureAwait(false))
            while (TryRead(out SampleChunk? chunk))
                session.Push(chunk.Modality, chunk.StartSeconds, chunk.Samples);
    }
}
