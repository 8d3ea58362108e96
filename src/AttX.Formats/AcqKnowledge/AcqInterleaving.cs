using System.Buffers.Binary;
using AttX.Formats.Binary;

namespace AttX.Formats.AcqKnowledge;

/// <summary>
/// Samples of an uncompressed file, which alternate: at each of the file's sample times, one of every channel that is due, in the channels'
/// order. A channel is due at every n-th time, until it has had all its samples.
/// </summary>
internal static class AcqInterleaving
{
    /// <summary>The wanted channels' samples; the file stands at the first.</summary>
    /// <exception cref="InvalidDataException">The file ends before.</exception>
    public static double[][] Read(ByteReader file, IReadOnlyList<AcqChannel> channels, IReadOnlyList<int> wanted)
    {
        double[][] samples = [.. wanted.Select(c => new double[channels[c].Used])];
        int[] done = new int[channels.Count];
        long times = 0;
        if (Pattern(channels) is { } pattern)
        {
            long rounds = ReadRounds(file, channels, wanted, pattern, samples);
            times = rounds * pattern;
            for (int c = 0; c < done.Length; c++)
                done[c] = (int)(times / channels[c].Divider);
        }

        ReadRest(file, channels, wanted, samples, done, times);
        return samples;
    }

    /// <summary>Whole rounds of the pattern, many at once: of each round, a channel's samples are always at the same bytes.</summary>
    /// <returns>Number of rounds.</returns>
    private static long ReadRounds(ByteReader file, IReadOnlyList<AcqChannel> channels, IReadOnlyList<int> wanted, int pattern, double[][] samples)
    {
        int[][] offsets = Offsets(channels, pattern, out int roundBytes);
        long rounds = channels.Min(c => (long)c.Points * c.Divider / pattern);
        int together = Math.Max(1, ByteReader.BufferBytes / 2 / roundBytes);
        for (long round = 0; round < rounds; round += together)
        {
            int count = (int)Math.Min(together, rounds - round);
            ReadOnlySpan<byte> bytes = file.Take(count * roundBytes);
            for (int w = 0; w < wanted.Count; w++)
            {
                AcqChannel channel = channels[wanted[w]];
                int[] places = offsets[wanted[w]];
                long from = round * places.Length;
                Span<double> target = from < samples[w].Length ? samples[w].AsSpan((int)from) : [];
                for (int i = 0, r = 0; r < count && i + places.Length <= target.Length; r++)
                    foreach (int place in places)
                        target[i++] = Value(bytes[(r * roundBytes + place)..], channel, file.IsBigEndian);
            }
        }

        return rounds;
    }

    /// <summary>What is left, sample by sample: channels may have ended, or have no common round that is short.</summary>
    private static void ReadRest(
        ByteReader file, IReadOnlyList<AcqChannel> channels, IReadOnlyList<int> wanted, double[][] samples, int[] done, long from)
    {
        long[] due = [.. channels.Select((c, i) => done[i] >= c.Points ? long.MaxValue : (from + c.Divider - 1) / c.Divider * c.Divider)];
        for (long time = due.Min(); time < long.MaxValue;)
        {
            long next = long.MaxValue;
            for (int c = 0; c < due.Length; c++)
            {
                if (due[c] == time)
                {
                    double value = Value(file.Take(channels[c].SampleBytes), channels[c], file.IsBigEndian);
                    for (int w = 0; w < samples.Length; w++)
                        if (wanted[w] == c && done[c] < samples[w].Length)
                            samples[w][done[c]] = value;
                    due[c] = ++done[c] < channels[c].Points ? time + channels[c].Divider : long.MaxValue;
                }

                next = Math.Min(next, due[c]);
            }

            time = next;
        }
    }

    /// <summary>Where in a round each channel's samples are.</summary>
    private static int[][] Offsets(IReadOnlyList<AcqChannel> channels, int pattern, out int roundBytes)
    {
        List<int>[] offsets = [.. channels.Select(_ => new List<int>())];
        roundBytes = 0;
        for (int time = 0; time < pattern; time++)
            for (int c = 0; c < channels.Count; c++)
                if (time % channels[c].Divider == 0)
                {
                    offsets[c].Add(roundBytes);
                    roundBytes += channels[c].SampleBytes;
                }

        return [.. offsets.Select(o => o.ToArray())];
    }

    /// <summary>
    /// Samples that can be trusted. Versions before 3.9 do not write the last, incomplete round of the pattern as the channels' numbers of
    /// samples say: what AcqKnowledge itself reads there is noise. It is left out.
    /// </summary>
    public static IReadOnlyList<AcqChannel> LeaveOutBrokenEnd(AcqHeader header)
    {
        IReadOnlyList<AcqChannel> channels = header.Channels;
        long times = channels.Max(c => (long)c.Points * c.Divider);
        if (header.Revision >= AcqHeader.Revision39 || channels.All(c => c.Points == (times + c.Divider - 1) / c.Divider)
            || Pattern(channels) is not { } pattern)
            return channels;
        long whole = channels.Min(c => (long)c.Points * c.Divider / pattern) * pattern;
        return [.. channels.Select(c => c with { Used = (int)(whole / c.Divider) })];
    }

    /// <summary>Sample times until the pattern begins again: the dividers' least common multiple; null if it is too long to be of use.</summary>
    private static int? Pattern(IReadOnlyList<AcqChannel> channels)
    {
        long pattern = 1, bytes = channels.Sum(c => (long)c.SampleBytes);
        foreach (AcqChannel channel in channels)
            if ((pattern = LeastCommonMultiple(pattern, channel.Divider)) * bytes > ByteReader.BufferBytes)
                return null;
        return (int)pattern;
    }

    private static long LeastCommonMultiple(long a, long b)
    {
        (long x, long y) = (a, b);
        while (y != 0)
            (x, y) = (y, x % y);
        return a / x * b;
    }

    private static double Value(ReadOnlySpan<byte> bytes, AcqChannel channel, bool isBigEndian) => channel.SampleBytes == 8
        ? isBigEndian ? BinaryPrimitives.ReadDoubleBigEndian(bytes) : BinaryPrimitives.ReadDoubleLittleEndian(bytes)
        : (isBigEndian ? BinaryPrimitives.ReadInt16BigEndian(bytes) : BinaryPrimitives.ReadInt16LittleEndian(bytes)) * channel.Scale + channel.Offset;
}
