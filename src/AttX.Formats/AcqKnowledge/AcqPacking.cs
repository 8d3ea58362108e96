using System.Buffers.Binary;
using System.IO.Compression;
using AttX.Formats.Binary;

namespace AttX.Formats.AcqKnowledge;

/// <summary>The channels of a compressed file: each packed by zlib, its lowest byte first whatever the file's order is.</summary>
internal static class AcqPacking
{
    private const int JournalTag = 0x11223344, FreeBytes = 16 << 20, MaxRatio = 100, PieceBytes = 1 << 16;

    /// <summary>Finds where each channel's packed samples are; the file stands behind its markers.</summary>
    /// <exception cref="InvalidDataException">A length is impossible.</exception>
    public static IReadOnlyList<AcqChannel> Locate(ByteReader file, AcqHeader header, int markers)
    {
        SkipJournal(file, header, markers);
        if (header.IsSince4)
        {
            file.Skip(24);
            long texts = (long)Length(file, "text") + Length(file, "text");
            file.Skip(20 + (header.Revision >= AcqHeader.Revision42 ? 6 : 0) + texts);
        }
        else
        {
            file.Skip(34);
            file.Skip(Length(file, "text"));
        }

        List<AcqChannel> channels = new(header.Channels.Count);
        foreach (AcqChannel channel in header.Channels)
        {
            file.Skip(44);
            long texts = (long)Length(file, "name") + Length(file, "unit");
            int unpacked = Length(file, "samples"), packed = Length(file, "packed samples");
            if (unpacked != channel.Bytes || unpacked > Math.Max(FreeBytes, (long)MaxRatio * packed))
                throw new InvalidDataException($"{file.Name}: channel {SignalNames.Shown(channel.Name)} has {channel.Points} samples, " +
                    $"{channel.Bytes} bytes, but {packed} bytes are said to unpack to {unpacked}; the file is damaged.");
            file.Skip(texts);
            channels.Add(channel with { PackedOffset = file.Position, PackedBytes = packed });
            file.Skip(packed);
        }

        return channels;
    }

    /// <summary>A channel's samples.</summary>
    /// <exception cref="InvalidDataException">They do not unpack to as many as there should be.</exception>
    public static double[] Unpack(ByteReader file, AcqChannel channel)
    {
        file.Position = channel.PackedOffset;
        using ZLibStream zip = new(new MemoryStream(file.TakeAll(channel.PackedBytes)), CompressionMode.Decompress);
        double[] samples = new double[channel.Used];
        byte[] piece = new byte[PieceBytes];
        try
        {
            for (int done = 0; done < samples.Length;)
            {
                int count = Math.Min(PieceBytes / channel.SampleBytes, samples.Length - done);
                zip.ReadExactly(piece, 0, count * channel.SampleBytes);
                for (int i = 0; i < count; i++)
                    samples[done + i] = channel.SampleBytes == 8 ? BinaryPrimitives.ReadDoubleLittleEndian(piece.AsSpan(8 * i))
                        : BinaryPrimitives.ReadInt16LittleEndian(piece.AsSpan(2 * i)) * channel.Scale + channel.Offset;
                done += count;
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new InvalidDataException($"{file.Name}: the samples of channel {SignalNames.Shown(channel.Name)} do not unpack: {e.Message}", e);
        }

        return samples;
    }

    /// <summary>The user's notes, of which only the length is of use here. Before version 4 they follow the markers' colours.</summary>
    private static void SkipJournal(ByteReader file, AcqHeader header, int markers)
    {
        long start = file.Position;
        if (header.IsSince4)
        {
            file.Skip(Math.Max(4, Length(file, "journal")) - 4);
            return;
        }

        if (file.Int32() != JournalTag)
            file.Skip(80 + 28L * markers);
        else
            file.Position = start;
        if (file.Int32() != JournalTag)
            throw new InvalidDataException($"{file.Name}: the journal is not where it should be, at byte {file.Position - 4}; the file is damaged.");
        file.Skip(2);
        file.Skip(Length(file, "journal"));
    }

    private static int Length(ByteReader file, string what) => file.Int32() is >= 0 and var length ? length
        : throw new InvalidDataException($"{file.Name}: a length of {what} at byte {file.Position - 4} is negative; the file is damaged.");
}
