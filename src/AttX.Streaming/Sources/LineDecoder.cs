using AttX.Signals.Modalities;

namespace AttX.Streaming.Sources;

/// <summary>Turns lines into samples (<see cref="LineParser"/>); counts those that cannot be, and warns of them.</summary>
internal sealed class LineDecoder(IReadOnlyList<Modality> wanted, Action<string> warn)
{
    /// <summary>The longest line that is read; no more of a longer one is held.</summary>
    public const int MaximumLength = 1 << 16;

    private const int ShownLength = 160;

    private readonly WarningLimit _malformed = new("lines that could not be read", message => warn(Shown(message)));
    private long _lines;

    public long Malformed => _malformed.Count;

    /// <summary>The wanted samples of the next line.</summary>
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

    /// <summary>Says how many there were, where not each was named.</summary>
    public void Conclude()
    {
        if (Malformed > WarningLimit.Named)
            warn($"{Malformed} lines in all could not be read and were left out.");
    }

    /// <summary>What others sent, fit for one line of a terminal.</summary>
    private static string Shown(string message)
    {
        string plain = new([.. message.Select(c => char.IsControl(c) ? ' ' : c)]);
        return plain.Length <= ShownLength ? plain : $"{plain.AsSpan(0, ShownLength / 2)} … {plain.AsSpan(plain.Length - ShownLength / 2)}";
    }
}
