using AttX.Formats.Binary;

namespace AttX.Formats.Xdf;

/// <summary>What a chunk holds.</summary>
internal enum XdfTag
{
    FileHeader = 1,
    StreamHeader = 2,
    Samples = 3,
    ClockOffset = 4,
    Boundary = 5,
    StreamFooter = 6,
}

/// <summary>A file's chunks (XDF 1.0), one after another; what is damaged is passed over up to the next boundary.</summary>
internal static class XdfChunks
{
    /// <summary>What a boundary chunk consists of.</summary>
    private static readonly byte[] Mark = [0x43, 0xA5, 0x46, 0xDC, 0xCB, 0xF5, 0x41, 0x0F, 0xB3, 0x0E, 0xD5, 0x46, 0x73, 0x83, 0xCB, 0xE4];

    private const int MaxNotes = 5;

    /// <summary>Whether a file begins as one does.</summary>
    public static bool Recognises(ReadOnlySpan<byte> start) => start.StartsWith("XDF:"u8);

    /// <summary>Goes through a file's chunks.</summary>
    /// <param name="file">The file, at its beginning.</param>
    /// <param name="take">Reads a chunk's content, between the file's position and the end that it is given.</param>
    /// <param name="notes">Gets a sentence for each stretch that could not be read.</param>
    /// <exception cref="InvalidDataException">It does not begin as an XDF file does.</exception>
    public static void ForEach(ByteReader file, Action<XdfTag, long> take, List<string> notes)
    {
        if (file.Length < 4 || !Recognises(file.Take(4)))
            throw new InvalidDataException($"{file.Name} does not begin as an XDF file does.");
        int damaged = 0;
        while (file.Remaining > 0)
        {
            long start = file.Position, end = 0;
            try
            {
                long length = Length(file);
                if (length < 2 || length > file.Remaining)
                    throw new InvalidDataException($"a chunk of {length} bytes is announced, {file.Remaining} are there");
                end = file.Position + length;
                take((XdfTag)file.Int16(), end);
                file.Position = end;
            }
            catch (InvalidDataException e)
            {
                long next = BeginsChunk(file, end) ? end : NextBoundary(file, start + 1);
                if (damaged++ < MaxNotes)
                    notes.Add(next >= file.Length
                        ? $"The file is cut or damaged from byte {start} on: the last {file.Length - start} bytes are not used ({e.Message})."
                        : $"Bytes {start} to {next} are damaged and not used ({e.Message}).");
                file.Position = next;
            }
        }

        if (damaged > MaxNotes)
            notes.Add($"{damaged - MaxNotes} more stretches are damaged and not used.");
    }

    /// <summary>Whether a chunk could begin behind a damaged one, so that its length at least was right.</summary>
    private static bool BeginsChunk(ByteReader file, long at)
    {
        if (at == 0 || file.Length - at < 4)
            return at == file.Length;
        file.Position = at;
        int lengthBytes = file.Byte();
        if (lengthBytes is not (1 or 4 or 8) || file.Remaining < lengthBytes + 2)
            return false;
        file.Skip(lengthBytes);
        return file.Int16() is >= (short)XdfTag.FileHeader and <= (short)XdfTag.StreamFooter;
    }

    /// <summary>A length of one, four or eight bytes, behind a byte that says which.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static long Length(ByteReader file) => file.Byte() switch
    {
        1 => file.Byte(),
        4 => (uint)file.Int32(),
        8 => file.Int64() is >= 0 and var length ? length : throw new InvalidDataException($"a negative length at byte {file.Position - 8}"),
        var other => throw new InvalidDataException($"a length of {other} bytes at byte {file.Position - 1} where 1, 4 or 8 can be"),
    };

    /// <summary>The first byte behind the next boundary mark; the file's length if there is none.</summary>
    private static long NextBoundary(ByteReader file, long from)
    {
        file.Position = Math.Min(from, file.Length);
        while (file.Remaining >= Mark.Length)
        {
            long start = file.Position;
            ReadOnlySpan<byte> window = file.Take((int)Math.Min(file.Remaining, 1 << 16));
            int found = window.IndexOf(Mark);
            if (found >= 0)
                return start + found + Mark.Length;
            file.Position = window.Length == file.Length - start ? file.Length : start + window.Length - Mark.Length + 1;
        }

        return file.Length;
    }
}
