using System.Security.Cryptography;
using AttX.Ground;
using AttX.Recipes;

namespace AttX.Runs;

/// <summary>The checkpoints of an unfinished fold: a file for each network, preceded by its hash.</summary>
/// <param name="folder">The fold's folder.</param>
internal sealed class FoldCheckpoints(string folder) : ICheckpointStore
{
    private const string Pattern = "checkpoint*";

    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <summary>Whether there is a checkpoint, or word of a fit that has begun.</summary>
    public bool Any => Directory.Exists(folder) && Directory.EnumerateFiles(folder, Pattern).Any();

    public Stream? Open(string file)
    {
        string path = PathOf(file);
        if (!File.Exists(path))
            return null;
        byte[] bytes = File.ReadAllBytes(path);
        if (bytes.Length < SHA256.HashSizeInBytes
            || !SHA256.HashData(bytes.AsSpan(SHA256.HashSizeInBytes)).AsSpan().SequenceEqual(bytes.AsSpan(0, SHA256.HashSizeInBytes)))
            throw new InvalidDataException($"{path}: not what the run wrote.");
        return new MemoryStream(bytes, SHA256.HashSizeInBytes, bytes.Length - SHA256.HashSizeInBytes);
    }

    public void Save(string file, Action<Stream> write)
    {
        Directory.CreateDirectory(folder);
        using var content = new MemoryStream();
        write(content);
        ReadOnlyMemory<byte> bytes = content.GetBuffer().AsMemory(0, (int)content.Length);
        AtomicFile.Write(PathOf(file), stream =>
        {
            stream.Write(SHA256.HashData(bytes.Span));
            stream.Write(bytes.Span);
        });
    }

    /// <summary>Removes all checkpoints, once the fold is done.</summary>
    public void Clear()
    {
        foreach (string checkpoint in Directory.GetFiles(folder, Pattern))
            File.Delete(checkpoint);
    }

    /// <summary>Names a checkpoint: model.ecg.safetensors → checkpoint.ecg.</summary>
    private string PathOf(string file) =>
        Path.Combine(folder, file.Replace("model", "checkpoint", StringComparison.Ordinal).Replace(".safetensors", "", StringComparison.Ordinal));
}
