using AttX.Signals.Modalities;

namespace AttX.Streaming.Sources;

/// <summary>Turns lines into samples (<see cref="LineParser"/>); counts unreadable lines and warns about them.</summary>
internal sealed class LineDecoder(IReadOnlyList<Modality> wanted, Action<string> warn)
{
    /// <summary>Maximum length of a line; the rest of a longer one is not stored.</summary>
    public const int MaximumLength = 1 << 16;

    private const int ShownLength = 160;

    private readonly WarningLimit _malformed = new("lines that could not be read", message => warn(Shown(message)));
    private long _lines;

    public long Malformed => _malformed.Count;

    /// <summary>The latest time of a chunk so far, in seconds; none: negative infinity.</summary>
    public double LatestSeconds { get; private set; } = double.NegativeInfinity;

    /// <summary>Passes the samples of a text's lines to a pipe, until the text ends.</summary>
    /// <exception cref="IOException">The text breaks off; what had come before has been passed on, but for a line that had not ended.</exception>
    public async Task ReadTo(SamplePipe pipe, TextReader reader, CancellationToken cancellation)
    {
        var lines = new BoundedLineReader(reader, MaximumLength);
        while (await lines.ReadLine(cancellation).ConfigureAwait(false) is { } line)
            foreach (SampleChunk chunk in Decode(line))
            {
                await pipe.Write(chunk, cancellation).ConfigureAwait(false);
                LatestSeconds = Math.Max(LatestSeconds, chunk.StartSeconds);
            }
    }

    /// <summary>Returns the wanted samples of the next line.</summary>
    public IEnumerable<SampleChunk> Decode(string line)
    {
        _lines++;
        try
        {
            if (line.Length > MaximumLength)
                throw new FormatException($"longer than {MaximumLength} characters");
            return LineParser.Parse(line).Where(chunk => wanted.Contains(chunk.Modality));
        }
        catch (FormatException e)
        {
            _malformed.Add($"line {_lines}: {e.Message}; it is left out.");
            return [];
        }
    }

    /// <summary>Reports the number of unreadable lines if not each was reported.</summary>
    public void Conclude()
    {
        if (Malformed > WarningLimit.Named)
            warn($"{Malformed} lines in all could not be read and were left out.");
    }

    /// <summary>Makes received text safe to show on one line of a terminal.</summary>
    private static string Shown(string message)
    {
        string plain = new([.. message.Select(c => char.IsControl(c) ? ' ' : c)]);
        return plain.Length <= ShownLength ? plain : $"{plain.AsSpan(0, ShownLength / 2)} … {plain.AsSpan(plain.Length - ShownLength / 2)}";
    }
}
