using System.Text;
using AttX.Formats.Binary;

namespace AttX.Formats.Xdf;

/// <summary>
/// One stream as it was found in the file: time stamps, texts, and where the numbers are, which are read when they are asked for.
/// </summary>
internal sealed class XdfStream(XdfHeader header)
{
    private const double MaxStamp = 1e12;

    private readonly List<(long Offset, int Count)> _chunks = [];
    private double _last;

    public XdfHeader Header { get; } = header;

    /// <summary>A time stamp for each sample, in seconds of the sender's clock; later on, of the recorder's.</summary>
    public List<double> Stamps { get; } = [];

    /// <summary>Of a stream of texts: the text of each sample, its channels parted by commas.</summary>
    public List<string> Texts { get; } = [];

    /// <summary>Measurements of the clocks: when, and what is to be added to a stamp of that time.</summary>
    public List<(double Time, double Offset)> Clocks { get; } = [];

    /// <summary>Reads a chunk of samples: all of it, or nothing.</summary>
    /// <exception cref="InvalidDataException">It is shorter than it says, or a time stamp cannot be.</exception>
    public void AddChunk(ByteReader file, long end)
    {
        long count = XdfChunks.Length(file), offset = file.Position;
        if (count > (end - offset) / Header.MinSampleBytes)
            throw new InvalidDataException($"{count} samples are announced at byte {offset}, where {end - offset} bytes are left");
        (int stamps, int texts, double last) = (Stamps.Count, Texts.Count, _last);
        try
        {
            for (long i = 0; i < count; i++)
            {
                Stamps.Add(Stamp(file));
                if (Header.IsText)
                    Texts.Add(Text(file, end));
                else
                    file.Skip(Header.Channels.Count * Header.ValueBytes);
            }

            if (file.Position > end)
                throw new InvalidDataException($"the samples at byte {offset} do not fit into their chunk");
            _chunks.Add((offset, (int)count));
        }
        catch (InvalidDataException)
        {
            Stamps.RemoveRange(stamps, Stamps.Count - stamps);
            Texts.RemoveRange(texts, Texts.Count - texts);
            _last = last;
            throw;
        }
    }

    /// <summary>The values of one channel, as many as there are time stamps.</summary>
    public double[] Values(ByteReader file, int channel)
    {
        double[] values = new double[Stamps.Count];
        int at = 0, before = channel * Header.ValueBytes, behind = (Header.Channels.Count - channel - 1) * Header.ValueBytes;
        foreach ((long offset, int count) in _chunks)
        {
            file.Position = offset;
            for (int i = 0; i < count; i++)
            {
                file.Skip((file.Byte() == 0 ? 0 : 8) + before);
                values[at++] = Value(file);
                file.Skip(behind);
            }
        }

        return values;
    }

    private double Value(ByteReader file) => (Header.ValueBytes, Header.IsFloating) switch
    {
        (4, true) => BitConverter.Int32BitsToSingle(file.Int32()),
        (_, true) => file.Double(),
        (1, _) => (sbyte)file.Byte(),
        (2, _) => file.Int16(),
        (4, _) => file.Int32(),
        _ => file.Int64(),
    };

    /// <summary>The sample's own time stamp, or one period after the last.</summary>
    private double Stamp(ByteReader file)
    {
        double stamp = file.Byte() != 0 ? file.Double() : _last + (Header.RateHz > 0 ? 1 / Header.RateHz : 0);
        return Math.Abs(stamp) <= MaxStamp ? _last = stamp
            : throw new InvalidDataException(FormattableString.Invariant($"a time stamp of {stamp} s at byte {file.Position - 8}"));
    }

    private string Text(ByteReader file, long end)
    {
        string[] texts = new string[Header.Channels.Count];
        for (int c = 0; c < texts.Length; c++)
        {
            long length = XdfChunks.Length(file);
            if (length > end - file.Position)
                throw new InvalidDataException($"a text of {length} bytes at byte {file.Position}, where {end - file.Position} are left");
            texts[c] = Encoding.UTF8.GetString(file.TakeAll(length));
        }

        return string.Join(", ", texts);
    }
}
