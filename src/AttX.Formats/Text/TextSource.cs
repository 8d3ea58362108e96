using System.Text;
using System.Text.Unicode;

namespace AttX.Formats.Text;

/// <summary>A text file, on disk or in an archive, that can be read more than once.</summary>
/// <param name="Name">Its name in messages.</param>
/// <param name="Open">Opens a stream of its bytes.</param>
internal sealed record TextSource(string Name, Func<Stream> Open)
{
    private const int SampleBytes = 1 << 16;

    public static TextSource OfFile(string path) => new(Path.GetFileName(path), () => File.OpenRead(path));

    /// <summary>Opens the text: by its byte-order mark, else UTF-8 if it begins so, else Latin-1 (the micro sign is one byte).</summary>
    public BoundedLines Read()
    {
        byte[] start = new byte[SampleBytes];
        using (Stream stream = Open())
            start = start[..stream.ReadAtLeast(start, SampleBytes, throwOnEndOfStream: false)];
        int lastLine = Array.LastIndexOf(start, (byte)'\n') + 1;
        bool isUtf8 = Utf8.IsValid(start.AsSpan(0, lastLine > 0 ? lastLine : start.Length));
        Encoding encoding = isUtf8 ? Encoding.UTF8 : Encoding.Latin1;
        return new BoundedLines(new StreamReader(Open(), encoding, detectEncodingFromByteOrderMarks: true), Name);
    }

    /// <summary>Reads the first non-empty lines, to detect the layout of the rest.</summary>
    public IReadOnlyList<string> FirstLines(int count)
    {
        using TextReader reader = Read();
        List<string> lines = [];
        while (lines.Count < count && reader.ReadLine() is { } line)
            if (!string.IsNullOrWhiteSpace(line))
                lines.Add(line);
        return lines;
    }
}
