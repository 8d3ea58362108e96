using System.Security.Cryptography;

namespace AttX.Options;

/// <summary>A pretrained encoder that networks start from: its file, and the SHA-256 (lower-case hex) of its content.</summary>
/// <param name="Path">The file; empty in a model, which names no path.</param>
/// <param name="Sha256">The hash, which identifies it.</param>
public sealed record EncoderReference(string Path, string Sha256)
{
    /// <summary>The same encoder, without its path.</summary>
    public EncoderReference Anonymous => this with { Path = "" };

    /// <summary>Parses a path, whose file is then hashed, or a path and a hash, <c>encoder.attx#3f…</c>, as runs keep it.</summary>
    /// <exception cref="FormatException">The file cannot be read.</exception>
    public static EncoderReference Parse(string text)
    {
        int at = text.LastIndexOf('#');
        if (at >= 0 && text.Length - at - 1 == 2 * SHA256.HashSizeInBytes && text.Skip(at + 1).All(char.IsAsciiHexDigitLower))
            return new EncoderReference(text[..at], text[(at + 1)..]);
        try
        {
            using FileStream stream = File.OpenRead(text);
            return new EncoderReference(text, Convert.ToHexStringLower(SHA256.HashData(stream)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new FormatException($"{text}: cannot be read ({e.Message.TrimEnd('.')})", e);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Path}#{Sha256}";
}
