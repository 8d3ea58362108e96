namespace AttX.Formats.AcqKnowledge;

/// <summary>One channel of an AcqKnowledge file.</summary>
/// <param name="Name">What the user called it.</param>
/// <param name="Unit">Its unit; empty if not given.</param>
/// <param name="Points">Number of samples in the file.</param>
/// <param name="Divider">How many of the file's samples there are for one of its own.</param>
/// <param name="Scale">Units for a step of an integer sample.</param>
/// <param name="Offset">The value of an integer sample of 0.</param>
/// <param name="SampleBytes">2 for integers, 8 for floating-point numbers, which are in units already.</param>
internal sealed record AcqChannel(string Name, string Unit, int Points, int Divider, double Scale, double Offset, int SampleBytes)
{
    /// <summary>Bytes of its samples.</summary>
    public long Bytes => (long)Points * SampleBytes;

    /// <summary>Samples that are used: fewer than <see cref="Points"/> where the file's end cannot be trusted.</summary>
    public int Used { get; init; } = Points;

    /// <summary>Where its packed samples begin, in a compressed file.</summary>
    public long PackedOffset { get; init; }

    /// <summary>Length of its packed samples, in a compressed file.</summary>
    public int PackedBytes { get; init; }
}
