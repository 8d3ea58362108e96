using AttX.Ground;
using AttX.Nn.Serialization;

namespace AttX.ModelFiles;

/// <summary>A kind of model without a network, whose file is JSON.</summary>
/// <param name="Label">Its name in messages: "classical learner".</param>
/// <param name="Read">Reads the files of one model, which are of untrusted origin.</param>
public sealed record ModelKind(string Label, Func<IReadOnlyList<string>, IModel> Read);

/// <summary>Finds out by a file's content what model it is, and reads it: networks, or a kind of another project.</summary>
/// <param name="other">The kind whose files are JSON; null: networks alone.</param>
public sealed class ModelTable(ModelKind? other = null)
{
    // A safetensors file begins with the length of its header in 8 bytes, the highest of which are 0.
    private const int Beginning = 8;

    /// <summary>Networks alone.</summary>
    public static ModelTable Default { get; } = new();

    /// <summary>Reads a model's file, or all models in a fold's folder.</summary>
    /// <exception cref="InvalidDataException">Not a usable model; the message gives the path and the reason.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public IModel Load(string path) => Other(path) is { Count: > 0 } files ? other!.Read(files) : Ensemble.Load(path);

    /// <summary>Returns whether a file, or the files of a folder, begin as models do; reads no more than their beginning.</summary>
    public bool Recognises(string path)
    {
        try
        {
            if (Other(path).Count > 0)
                return true;
            string file = Directory.Exists(path) ? Directory.EnumerateFiles(path, "model*.safetensors").FirstOrDefault() ?? "" : path;
            FolderTree.Require(new FileInfo(file));
            using FileStream stream = File.OpenRead(file);
            return ModelMetadata.Describes(SafeTensors.ReadMetadata(stream));
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Checks, before it is read, that a model is a network.</summary>
    /// <exception cref="OptionsException">It is none.</exception>
    public void RequireNetwork(string path, string use)
    {
        if (Other(path).Count > 0)
            throw new OptionsException([$"{path}: a {other!.Label} has no network to {use}."]);
    }

    /// <summary>Returns the files of a model of the other kind; none where there are networks, or nothing.</summary>
    private IReadOnlyList<string> Other(string path)
    {
        FolderTree.RequireRegular(path);
        if (other == null)
            return [];
        if (!Directory.Exists(path))
            return File.Exists(path) && IsJson(path) ? [path] : [];
        FolderTree.Require(path, name => name.StartsWith("model", StringComparison.Ordinal));
        string alone = Path.Combine(path, "model.json");
        return File.Exists(alone) ? [alone] : [.. Directory.GetFiles(path, "model.*.json").Order(StringComparer.Ordinal)];
    }

    private static bool IsJson(string path)
    {
        using FileStream stream = File.OpenRead(path);
        Span<byte> start = stackalloc byte[Beginning];
        start = start[..stream.ReadAtLeast(start, Beginning, throwOnEndOfStream: false)];
        return !start.Contains((byte)0) && start.Trim(" \t\r\n"u8) is [(byte)'{', ..];
    }
}
