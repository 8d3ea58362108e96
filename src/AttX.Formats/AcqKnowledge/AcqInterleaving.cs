using System.Buffers.Binary;
using AttX.Formats.Binary;

namespace AttX.Formats.AcqKnowledge;

/// <summary>
/// Samples of an uncompressed file, which alternate: at each of the file's sample times, one of every channel that is due, in the channels'
/// order. A channel is due at every n-th time, until it has had all its samples.
/// </summary>
internal static class AcqInterleaving
{
    private const int MaxPattern = 1 << 20;

    /// <summary>The wanted channels' samples; the file stands at the first.</summary>
    /// <exception cref="InvalidDataException">The file ends before.</exception>
    public static double[][] Read(ByteReader file, IReadOnlyList<AcqChannel> channels, IReadOnlyList<int> wanted)
    {
        double[][] samples = [.. wanted.Select(c => new double[channels[c].Used])];
        double[]?[] targets = new double[channels.Count][];
        for (int i = 0; i < samples.Length; i++)
            targets[wanted[i]] = samples[i];
        long[] due = [.. channels.Select(c => c.Points > 0 ? 0 : long.MaxValue)];
        int[] done = new int[channels.Count];
        for (long time = due.Min(); time < long.MaxValue;)
        {
            long next = long.MaxValue;
            for (int c = 0; c < due.Length; c++)
            {
                if (due[c] == time)
                    due[c] = Take(file, channels[c], targets[c], done[c]++) ? time + channels[c].Divider : long.MaxValue;
                next = Math.Min(next, due[c]);
            }

            time = next;
        }

        for (int i = 0; i < samples.Length; i++)
            if (!ReferenceEquals(samples[i], targets[wanted[i]]))
                targets[wanted[i]]!.CopyTo(samples[i], 0);
        return samples;
    }

    /// <summary>
    /// Samples that can be trusted. Versions before 3.9 do not write the last, incomplete round of the pattern as the channels' numbers of
    /// samples say: what AcqKnowledge itself reads there is noise. It is left out.
    /// </summary>
    public static IReadOnlyList<AcqChannel> LeaveOutBrokenEnd(AcqHeader header)
    {
        IReadOnlyList<AcqChannel> channels = header.Channels;
        long times = channels.Max(c => (long)c.Points * c.Divider), pattern = 1;
        if (header.Revision >= AcqHeader.Revision39 || channels.All(c => c.Points == (times + c.Divider - 1) / c.Divider))
            return channels;
        foreach (AcqChannel channel in channels)
            if ((pattern = LeastCommonMultiple(pattern, channel.Divider)) > MaxPattern)
                return channels;
        long whole = channels.Min(c => (long)c.Points * c.Divider / pattern) * pattern;
        return [.. channels.Select(c => c with { Used = (int)(whole / c.Divider) })];
    }

    private static long LeastCommonMultiple(long a, long b)
    {
        (long x, long y) = (a, b);
        while (y != 0)
            (x, y) = (y, x % y);
        return a / x * b;
    }

    /// <summary>Takes a channel's sample.</summary>
    /// <returns>Whether it has more.</returns>
    private static bool Take(ByteReader file, AcqChannel channel, double[]? target, int index)
    {
        ReadOnlySpan<byte> bytes = file.Take(channel.SampleBytes);
        if (target is not null && index < target.Length)
            target[index] = channel.SampleBytes == 8
                ? file.IsBigEndian ? BinaryPrimitives.ReadDoubleBigEndian(bytes) : BinaryPrimitives.ReadDoubleLittleEndian(bytes)
                : (file.IsBigEndian ? BinaryPrimitives.ReadInt16BigEndian(bytes) : BinaryPrimitives.ReadInt16LittleEndian(bytes)) * channel.Scale
                    + channel.Offset;
        return index + 1 < channel.Points;
    }
}
