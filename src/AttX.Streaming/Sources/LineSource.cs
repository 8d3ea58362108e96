using AttX.Signals;

namespace AttX.Streaming.Sources;

/// <summary>Samples as lines of text (<see cref="LineParser"/>), from a file, a pipe, the standard input or a connection.</summary>
/// <param name="reader">The text.</param>
/// <param name="wanted">The modalities that are handed on; others are passed over.</param>
/// <param name="warn">Is told of the first lines that cannot be read, and at the end how many there were.</param>
public sealed class LineSource(TextReader reader, IReadOnlyList<Modality> wanted, Action<string> warn)
{
    /// <summary>Lines that are named one by one; later ones are only counted.</summary>
    public const int NamedLines = 5;

    /// <summary>Lines so far that could not be read.</summary>
    public long Malformed { get; private set; }

    /// <summary>Reads to the end of the text, no faster than the pipe takes it, and completes the pipe.</summary>
    public async Task ReadTo(SamplePipe pipe, CancellationToken cancellation)
    {
        try
        {
            for (long number = 1; await reader.ReadLineAsync(cancellation).ConfigureAwait(false) is { } line; number++)
                foreach (SampleChunk chunk in Parse(line, number))
                    if (wanted.Contains(chunk.Modality))
                        await pipe.Write(chunk, cancellation).ConfigureAwait(false);
            if (Malformed > NamedLines)
                warn($"{Malformed} lines in all could not be read and were left out.");
        }
        finally
        {
            pipe.Complete();
        }
    }

    private IReadOnlyList<SampleChunk> Parse(string line, long number)
    {
        try
        {
            return LineParser.Parse(line);
        }
        catch (FormatException e)
        {
            if (++Malformed <= NamedLines)
                warn($"line {number}: {e.Message}; it is left out.");
            return [];
        }
    }
}
