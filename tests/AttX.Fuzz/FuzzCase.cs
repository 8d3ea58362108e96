using System.Security.Cryptography;
using System.Text;

namespace AttX.Fuzz;

/// <summary>An input: a file, or a folder of files.</summary>
/// <param name="Name">The name of the file or folder.</param>
/// <param name="IsFolder">Whether it is a folder.</param>
/// <param name="Files">Its files, by relative path.</param>
internal sealed record FuzzCase(string Name, bool IsFolder, IReadOnlyList<(string Path, byte[] Content)> Files)
{
    /// <summary>Makes an input of one file.</summary>
    public static FuzzCase Of(string name, Action<Stream> write)
    {
        using var content = new MemoryStream();
        write(content);
        return new FuzzCase(name, false, [(name, content.ToArray())]);
    }

    /// <summary>Reads an input.</summary>
    public static FuzzCase Load(string path) => Directory.Exists(path)
        ? new FuzzCase(Path.GetFileName(path), true, [.. Directory.GetFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => (Path.GetRelativePath(path, file), File.ReadAllBytes(file)))])
        : new FuzzCase(Path.GetFileName(path), false, [(Path.GetFileName(path), File.ReadAllBytes(path))]);

    /// <summary>Writes it into a folder, and returns its path.</summary>
    public string Save(string folder)
    {
        foreach ((string file, byte[] content) in Files)
        {
            string path = Path.Combine(folder, IsFolder ? Name : "", file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, content);
        }

        return Path.Combine(folder, Name);
    }

    /// <summary>
    /// Replaces a file, and its SHA-256 where another file states it: what a run writes down of its own files, a forger writes down, too. Null removes the file.
    /// </summary>
    public FuzzCase With(int index, byte[]? content, bool refit)
    {
        List<(string Path, byte[] Content)> files = [.. Files];
        if (content == null)
            files.RemoveAt(index);
        else
        {
            files[index] = (files[index].Path, content);
            for (int i = 0; refit && i < files.Count; i++)
                files[i] = (files[i].Path, Replace(files[i].Content, HexOf(Files[index].Content), HexOf(content)));
        }

        return this with { Files = files };
    }

    /// <summary>First digits of its hash, which name it among failures.</summary>
    public string ShortHash() => Convert.ToHexStringLower(SHA256.HashData([.. Files.SelectMany(f => f.Content)]))[..8];

    private static byte[] HexOf(byte[] content) => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(content)));

    private static byte[] Replace(byte[] text, byte[] old, byte[] replacement)
    {
        int at = text.AsSpan().IndexOf(old);
        return at < 0 ? text : [.. text[..at], .. replacement, .. text[(at + old.Length)..]];
    }
}
