using System.Text;

namespace AttX.Formats.Tests.Xdf;

/// <summary>XDF files as the specification describes them, chunk by chunk.</summary>
internal sealed class XdfFileBytes
{
    private static readonly byte[] Mark = [0x43, 0xA5, 0x46, 0xDC, 0xCB, 0xF5, 0x41, 0x0F, 0xB3, 0x0E, 0xD5, 0x46, 0x73, 0x83, 0xCB, 0xE4];

    private readonly List<byte> _bytes = [.. "XDF:"u8];

    public XdfFileBytes(string? datetime = null) =>
        Chunk(1, Encoding.UTF8.GetBytes($"<?xml version=\"1.0\"?><info><version>1.0</version><datetime>{datetime}</datetime></info>"));

    public byte[] Bytes => [.. _bytes];

    /// <summary>A stream's header.</summary>
    public XdfFileBytes Stream(int id, string name, string type, string format, double rateHz, params (string Label, string Unit)[] channels)
    {
        string described = string.Concat(channels.Select(c => $"<channel><label>{c.Label}</label><unit>{c.Unit}</unit></channel>"));
        string xml = FormattableString.Invariant($"""
            <?xml version="1.0"?><info><name>{name}</name><type>{type}</type><channel_count>{Math.Max(1, channels.Length)}</channel_count><nominal_srate>{rateHz}</nominal_srate><channel_format>{format}</channel_format><desc><channels>{described}</channels></desc></info>
            """);
        return Chunk(2, [.. BitConverter.GetBytes(id), .. Encoding.UTF8.GetBytes(xml)]);
    }

    /// <summary>A chunk of samples, each with its time stamp, if it has one, and its values.</summary>
    public XdfFileBytes Samples(int id, IEnumerable<(double? Time, byte[] Values)> samples)
    {
        (double? Time, byte[] Values)[] all = [.. samples];
        return Chunk(3, [.. BitConverter.GetBytes(id), 4, .. BitConverter.GetBytes(all.Length),
            .. all.SelectMany(s => s.Time is { } time ? (byte[])[8, .. BitConverter.GetBytes(time), .. s.Values] : [0, .. s.Values])]);
    }

    /// <summary>A text as a value.</summary>
    public static byte[] Text(string text) => [1, (byte)Encoding.UTF8.GetByteCount(text), .. Encoding.UTF8.GetBytes(text)];

    /// <summary>A measurement of a stream's clock.</summary>
    public XdfFileBytes Clock(int id, double time, double offset) =>
        Chunk(4, [.. BitConverter.GetBytes(id), .. BitConverter.GetBytes(time), .. BitConverter.GetBytes(offset)]);

    /// <summary>A mark from which a reader can go on.</summary>
    public XdfFileBytes Boundary() => Chunk(5, Mark);

    /// <summary>Bytes that are no chunk.</summary>
    public XdfFileBytes Raw(params byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    private XdfFileBytes Chunk(short tag, byte[] content)
    {
        int length = content.Length + 2;
        _bytes.AddRange(length < 256 ? [1, (byte)length] : [4, .. BitConverter.GetBytes(length)]);
        _bytes.AddRange([.. BitConverter.GetBytes(tag), .. content]);
        return this;
    }
}
