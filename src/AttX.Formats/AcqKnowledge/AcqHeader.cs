using System.Buffers.Binary;
using System.Text;
using AttX.Formats.Binary;

namespace AttX.Formats.AcqKnowledge;

/// <summary>
/// The headers of an AcqKnowledge file, as BIOPAC's Application Note 156 has them for versions before 4, and as the files themselves show
/// for later ones.
/// </summary>
/// <param name="Revision">Revision of the format: 41 is version 3.8.1, 45 is 3.9, 84 is 4.1, 128 is 4.4, 132 is 5.0.1.</param>
/// <param name="IsBigEndian">Whether numbers are stored with their highest byte first; the first revisions and lengths tell it.</param>
/// <param name="SampleSeconds">From one of the file's samples to the next.</param>
/// <param name="IsCompressed">Whether each channel is packed by itself, behind the markers.</param>
/// <param name="Channels">The channels, in the order in which their samples alternate.</param>
/// <param name="DataOffset">Where the samples begin; the markers, in a compressed file.</param>
internal sealed record AcqHeader(
    int Revision, bool IsBigEndian, double SampleSeconds, bool IsCompressed, IReadOnlyList<AcqChannel> Channels, long DataOffset)
{
    /// <summary>The revisions in which something changed.</summary>
    public const int Revision35 = 36, Revision37 = 38, Revision38 = 41, Revision39 = 45, Revision4 = 61, Revision42 = 108, Revision42Late = 121, Revision43 = 124, Revision44 = 128;

    private const int MinRevision = 34, MaxRevision = 999, MaxChannels = 1024, MaxHeader = 1 << 20, StartBytes = 24;

    /// <summary>Where a header says that channels are compressed: behind the fields of display of its version.</summary>
    private const int CompressedBefore4 = 1936, CompressedSince4 = 972;

    /// <summary>Between the headers of the file and of its channels, later versions have headers of this length.</summary>
    private const int PaddingBytes = 40, MaxPaddings = 64;

    private const int NameBytes = 40, UnitOffset = 68, UnitBytes = 20, DividerBefore4 = 250, DividerSince4 = 152;

    /// <summary>How far behind its place the table of sample types may be.</summary>
    private const int MaxSearch = 4096;

    /// <summary>Whether it was written by version 4 or later, which have other headers.</summary>
    public bool IsSince4 => Revision >= Revision4;

    /// <summary>Whether a file begins as one does, in either order of bytes.</summary>
    public static bool Recognises(ReadOnlySpan<byte> start) => start.Length >= StartBytes && (IsPlausible(start, false) || IsPlausible(start, true));

    /// <summary>Reads the headers, and leaves the file at the samples.</summary>
    /// <exception cref="InvalidDataException">A number is impossible, or the file is shorter than it says.</exception>
    public static AcqHeader Read(ByteReader file)
    {
        ReadOnlySpan<byte> start = file.Take((int)Math.Min(StartBytes, file.Length));
        if (!Recognises(start))
            throw new InvalidDataException($"{file.Name} does not begin as an AcqKnowledge file does (versions 3 to 5 are read).");
        file.IsBigEndian = !IsPlausible(start, false);
        file.Position = 2;
        (int revision, int headerBytes, int count) = (file.Int32(), file.Int32(), file.Int16());
        file.Position = 16;
        double milliseconds = file.Double();
        bool isCompressed = revision >= Revision38 && IntAt(file, revision >= Revision4 ? CompressedSince4 : CompressedBefore4) != 0;
        file.Position = SkipPaddings(file, revision, headerBytes);
        AcqChannel[] channels = new AcqChannel[count];
        for (int i = 0; i < count; i++)
            channels[i] = Channel(file, revision);
        int foreign = revision >= Revision4 ? file.Int32() : file.Int16();
        file.Skip(foreign - (revision >= Revision4 ? 4 : 2));
        int[] sizes = SampleSizes(file, count);
        return new AcqHeader(revision, file.IsBigEndian, milliseconds / 1000, isCompressed, [.. channels.Zip(sizes, (c, s) => c with { SampleBytes = s })], file.Position);
    }

    private static bool IsPlausible(ReadOnlySpan<byte> start, bool isBigEndian)
    {
        int Int(ReadOnlySpan<byte> at) => isBigEndian ? BinaryPrimitives.ReadInt32BigEndian(at) : BinaryPrimitives.ReadInt32LittleEndian(at);
        int channels = isBigEndian ? BinaryPrimitives.ReadInt16BigEndian(start[10..]) : BinaryPrimitives.ReadInt16LittleEndian(start[10..]);
        double milliseconds = isBigEndian ? BinaryPrimitives.ReadDoubleBigEndian(start[16..]) : BinaryPrimitives.ReadDoubleLittleEndian(start[16..]);
        return Int(start[2..]) is >= MinRevision and <= MaxRevision && Int(start[6..]) is > StartBytes and <= MaxHeader
            && channels is > 0 and <= MaxChannels && milliseconds is > 1e-6 and < 1e8;
    }

    private static int IntAt(ByteReader file, long offset)
    {
        file.Position = offset;
        return file.Int32();
    }

    private static long SkipPaddings(ByteReader file, int revision, long offset)
    {
        for (int i = 0; i < MaxPaddings && revision >= Revision43 && IntAt(file, offset) == PaddingBytes; i++)
            offset += PaddingBytes;
        return offset;
    }

    private static AcqChannel Channel(ByteReader file, int revision)
    {
        long start = file.Position;
        int bytes = file.Int32(), divider = revision >= Revision4 ? DividerSince4 : revision >= Revision37 ? DividerBefore4 : 0;
        if (bytes < Math.Max(UnitOffset + UnitBytes + 20, divider + 2) || bytes > MaxHeader)
            throw new InvalidDataException($"{file.Name}: the header of a channel at byte {start} cannot have {bytes} bytes; the file is damaged.");
        file.Skip(2);
        Encoding encoding = revision >= Revision4 ? Encoding.UTF8 : Encoding.Latin1;
        string name = TextOf(file.Take(NameBytes), encoding);
        file.Position = start + UnitOffset;
        string unit = TextOf(file.Take(UnitBytes), encoding);
        int points = file.Int32();
        (double scale, double offset) = (file.Double(), file.Double());
        file.Position = start + divider;
        int every = divider > 0 ? file.Int16() : 1;
        if (points < 0 || every < 0 || !double.IsFinite(scale) || !double.IsFinite(offset))
            throw new InvalidDataException(FormattableString.Invariant(
                $"{file.Name}: channel {SignalNames.Shown(name)} cannot have {points} samples, one of every {every}, of {scale} each and {offset}."));
        file.Position = start + bytes;
        return new AcqChannel(name, unit, points, Math.Max(1, every), scale, offset, 0);
    }

    /// <summary>
    /// Each channel's size and type of samples: 8 bytes of type 0 or 1, or 2 bytes of type 2. Some versions leave bytes of unknown use in
    /// front of the table, so that it is looked for.
    /// </summary>
    private static int[] SampleSizes(ByteReader file, int channels)
    {
        long start = file.Position;
        int[] sizes = new int[channels];
        for (int skipped = 0; skipped < MaxSearch && start + skipped + 4L * channels <= file.Length; skipped++)
        {
            file.Position = start + skipped;
            int known = 0;
            while (known < channels && (file.Int16(), file.Int16()) is (8, 0 or 1) or (2, 2))
            {
                file.Position -= 4;
                sizes[known++] = file.Int16();
                file.Skip(2);
            }

            if (known == channels)
                return sizes;
        }

        throw new InvalidDataException($"{file.Name}: the table of sample types of {channels} channels is not at byte {start} or soon after; the file is damaged.");
    }

    public static string TextOf(ReadOnlySpan<byte> bytes, Encoding encoding) =>
        encoding.GetString(bytes[..(bytes.IndexOf((byte)0) is >= 0 and var end ? end : bytes.Length)]).Trim();
}
