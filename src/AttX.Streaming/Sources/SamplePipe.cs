using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace AttX.Streaming.Sources;

/// <summary>
/// Connects a source of samples with a session. It holds a limited number of chunks: when full, it makes a writer
/// that can wait do so (a file, a TCP connection), and drops its oldest chunk for one that cannot (UDP).
/// </summary>
/// <param name="capacity">Maximum number of chunks.</param>
public sealed class SamplePipe(int capacity)
{
    private readonly Channel<SampleChunk> _chunks = Channel.CreateBounded<SampleChunk>(capacity);
    private long _dropped;

    /// <summary>Chunks that <see cref="Offer"/> dropped to make room.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Writes a chunk, waiting until there is room.</summary>
    public ValueTask Write(SampleChunk chunk, CancellationToken cancellation) => _chunks.Writer.WriteAsync(chunk, cancellation);

    /// <summary>Writes a chunk without waiting; the oldest chunk makes room.</summary>
    public void Offer(SampleChunk chunk)
    {
        while (!_chunks.Writer.TryWrite(chunk) && _chunks.Reader.TryRead(out _))
            Interlocked.Increment(ref _dropped);
    }

    /// <summary>Marks the end of the samples.</summary>
    public void Complete() => _chunks.Writer.TryComplete();

    /// <summary>Waits for a chunk; false at the end.</summary>
    public ValueTask<bool> WaitToRead(CancellationToken cancellation) => _chunks.Reader.WaitToReadAsync(cancellation);

    /// <summary>Returns the next chunk, if there is one.</summary>
    public bool TryRead([MaybeNullWhen(false)] out SampleChunk chunk) => _chunks.Reader.TryRead(out chunk);

    /// <summary>Pushes all chunks to a session until the end.</summary>
    public async Task PumpTo(StressEstimator session, CancellationToken cancellation)
    {
        while (await WaitToRead(cancellation).ConfigureAwait(false))
            while (TryRead(out SampleChunk? chunk))
                session.Push(chunk.Modality, chunk.StartSeconds, chunk.Samples);
    }
}
