using System.IO.Compression;
using System.Text;

namespace AttX.Formats.Tests.AcqKnowledge;

/// <summary>A channel to be written: floating-point where it has no scale.</summary>
internal sealed record AcqTestChannel(string Name, string Unit, int Divider, double[] Samples, double Scale = 0, double Offset = 0)
{
    public bool IsInteger => Scale != 0;
}

/// <summary>Files as Application Note 156 (before version 4) and real files (since) have them; every byte that is not described is 0.</summary>
/// <param name="Revision">41 to 60, or from 61 on.</param>
/// <param name="IsCompressed">Whether channels are packed.</param>
/// <param name="IsBigEndian">The order of bytes.</param>
internal sealed record AcqFileBytes(int Revision, bool IsCompressed = false, bool IsBigEndian = false)
{
    private readonly List<byte> _bytes = [];

    public double SampleMilliseconds { get; init; } = 2;

    public IReadOnlyList<(int Sample, string Name)> Markers { get; init; } = [(0, "Segment 1"), (500, "stress µ")];

    private bool IsSince4 => Revision >= 61;

    private Encoding Encoding => IsSince4 ? Encoding.UTF8 : Encoding.Latin1;

    public byte[] Write(params AcqTestChannel[] channels)
    {
        _bytes.Clear();
        WriteHeaders(channels);
        if (!IsCompressed)
            WriteAlternating(channels);
        WriteMarkers();
        WriteJournal();
        if (IsCompressed)
            WritePacked(channels);
        return [.. _bytes];
    }

    private void WriteHeaders(AcqTestChannel[] channels)
    {
        int length = IsSince4 ? 2410 : 1944;
        byte[] header = new byte[length];
        Put(header, 2, Int(Revision));
        Put(header, 6, Int(length));
        Put(header, 10, Short(channels.Length));
        Put(header, 16, Double(SampleMilliseconds));
        Put(header, IsSince4 ? 972 : 1936, Int(IsCompressed ? 1 : 0));
        _bytes.AddRange(header);
        if (Revision >= 124)
            _bytes.AddRange([.. Int(40), .. new byte[36]]);
        foreach (AcqTestChannel channel in channels)
        {
            byte[] bytes = new byte[254];
            Put(bytes, 0, Int(bytes.Length));
            Put(bytes, 6, Encoding.GetBytes(channel.Name));
            Put(bytes, 68, Encoding.GetBytes(channel.Unit));
            Put(bytes, 88, Int(channel.Samples.Length));
            Put(bytes, 92, Double(channel.IsInteger ? channel.Scale : 1));
            Put(bytes, 100, Double(channel.Offset));
            Put(bytes, IsSince4 ? 152 : 250, Short(channel.Divider));
            _bytes.AddRange(bytes);
        }

        _bytes.AddRange(IsSince4 ? [.. Int(8), .. new byte[4]] : [.. Short(8), .. new byte[6]]);
        foreach (AcqTestChannel channel in channels)
            _bytes.AddRange([.. Short(channel.IsInteger ? 2 : 8), .. Short(channel.IsInteger ? 2 : 1)]);
    }

    private void WriteAlternating(AcqTestChannel[] channels)
    {
        int[] done = new int[channels.Length];
        for (int time = 0; channels.Zip(done).Any(c => c.Second < c.First.Samples.Length); time++)
            for (int c = 0; c < channels.Length; c++)
                if (time % channels[c].Divider == 0 && done[c] < channels[c].Samples.Length)
                    _bytes.AddRange(Sample(channels[c], done[c]++, IsBigEndian));
    }

    private void WriteMarkers()
    {
        List<byte> items = [];
        foreach ((int sample, string name) in Markers)
        {
            byte[] text = [.. Encoding.GetBytes(name), 0];
            items.AddRange(!IsSince4 ? [.. Int(sample), .. new byte[6], .. Short(text.Length - 1), .. text] :
            [
                .. Int(sample), .. new byte[4], .. Short(-1), .. items.Count == 0 ? "apnd"u8 : "flag"u8, .. Revision >= 128 ? Long(1_700_000_000_000) : [],
                .. new byte[Revision >= 121 ? 8 : 0], .. Short(text.Length), .. text,
            ]);
        }

        int head = IsSince4 ? 25 + (Revision >= 121 ? 8 : 0) + (Revision >= 128 ? 8 : 0) : 0;
        _bytes.AddRange([.. Int(head + items.Count), .. Int(Markers.Count + (IsSince4 ? 1 : 0)), .. new byte[Math.Max(0, head - 8)], .. items]);
    }

    private void WriteJournal()
    {
        if (IsSince4)
            _bytes.AddRange([.. Int(4 + 100), .. new byte[100]]);
        else
            _bytes.AddRange([.. Int(0x11223344), .. Short(0), .. Int(5), .. new byte[5]]);
    }

    private void WritePacked(AcqTestChannel[] channels)
    {
        _bytes.AddRange(IsSince4 ? [.. new byte[24], .. Int(3), .. Int(2), .. new byte[20 + (Revision >= 108 ? 6 : 0) + 5]] : [.. new byte[34], .. Int(6), .. new byte[6]]);
        foreach (AcqTestChannel channel in channels)
        {
            byte[] raw = [.. Enumerable.Range(0, channel.Samples.Length).SelectMany(i => Sample(channel, i, false))];
            using MemoryStream packed = new();
            using (ZLibStream zip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
                zip.Write(raw);
            _bytes.AddRange([.. new byte[44], .. Int(4), .. Int(1), .. Int(raw.Length), .. Int((int)packed.Length), .. new byte[5], .. packed.ToArray()]);
        }
    }

    private static byte[] Sample(AcqTestChannel channel, int index, bool isBigEndian) => channel.IsInteger
        ? Ordered(BitConverter.GetBytes((short)Math.Round((channel.Samples[index] - channel.Offset) / channel.Scale)), isBigEndian)
        : Ordered(BitConverter.GetBytes(channel.Samples[index]), isBigEndian);

    private byte[] Short(int value) => Ordered(BitConverter.GetBytes((short)value), IsBigEndian);

    private byte[] Int(int value) => Ordered(BitConverter.GetBytes(value), IsBigEndian);

    private byte[] Long(long value) => Ordered(BitConverter.GetBytes(value), IsBigEndian);

    private byte[] Double(double value) => Ordered(BitConverter.GetBytes(value), IsBigEndian);

    private static byte[] Ordered(byte[] littleEndian, bool isBigEndian) => isBigEndian ? [.. littleEndian.Reverse()] : littleEndian;

    private static void Put(byte[] target, int at, byte[] bytes) => bytes.CopyTo(target, at);
}
