using AttX.Signals.Modalities;

namespace AttX.Streaming.Sources;

/// <summary>Reads samples as lines of text (<see cref="LineParser"/>), from a file, a pipe or the standard input.</summary>
/// <param name="reader">The text; disposed with the source.</param>
/// <param name="wanted">The modalities to pass on; others are ignored.</param>
/// <param name="warn">Receives warnings about unreadable lines: the first, then occasionally, and their number at the end.</param>
public sealed class LineSource(TextReader reader, IReadOnlyList<Modality> wanted, Action<string> warn) : ISampleSource
{
    private readonly LineDecoder _decoder = new(wanted, warn);

    /// <summary>Reads lines from bytes in UTF-8.</summary>
    public LineSource(Stream stream, IReadOnlyList<Modality> wanted, Action<string> warn)
        : this(BoundedLineReader.Open(stream), wanted, warn)
    {
    }

    /// <summary>Number of lines so far that could not be read.</summary>
    public long Malformed => _decoder.Malformed;

    /// <summary>Reads to the end of the text, waiting while the pipe is full, and completes the pipe.</summary>
    public async Task ReadTo(SamplePipe pipe, CancellationToken cancellation)
    {
        try
        {
            await _decoder.ReadTo(pipe, reader, cancellation).ConfigureAwait(false);
            _decoder.Conclude();
        }
        finally
        {
            pipe.Complete();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => reader.Dispose();
}
