using System.Security.Cryptography;
using System.Text.Json;
using AttX.Ground;
using AttX.Training;

namespace AttX.ModelFiles;

/// <summary>history.json: the course of a model's training, and hashes of the files beside it.</summary>
/// <param name="Epochs">The epochs of each model file whose learner has epochs.</param>
/// <param name="Sha256">The hash of each file, in lower-case hex.</param>
public sealed record HistoryFile(IReadOnlyDictionary<string, IReadOnlyList<EpochSummary>> Epochs, IReadOnlyDictionary<string, string> Sha256)
{
    /// <summary>Creates the history of model files.</summary>
    /// <param name="models">The model files.</param>
    /// <param name="files">The content of every file to hash, by its name.</param>
    public static HistoryFile Of(IEnumerable<ModelFile> models, IReadOnlyDictionary<string, byte[]> files) => new(
        models.Where(m => m.History != null).ToDictionary(m => m.Name, m => m.History!),
        files.ToDictionary(f => f.Key, f => Convert.ToHexStringLower(SHA256.HashData(f.Value))));

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It is missing, or not a history: says the path.</exception>
    public static HistoryFile Read(string path)
    {
        if (!File.Exists(path))
            throw new InvalidDataException($"{path}: missing.");
        try
        {
            if (JsonSerializer.Deserialize<HistoryFile>(JsonForms.ReadBytes(path), JsonForms.Indented) is { Epochs: not null, Sha256: not null } history
                && !history.Sha256.Values.Contains(null) && history.Epochs.Values.All(epochs => epochs?.Contains(null) == false))
                return Named(path, history);
        }
        catch (JsonException)
        {
            // Reported below, as is a file of another form.
        }

        throw new InvalidDataException($"{path}: not a fold's history.");
    }

    /// <summary>Checks that every name is one of a file beside it.</summary>
    private static HistoryFile Named(string path, HistoryFile history)
    {
        try
        {
            foreach (string name in history.Sha256.Keys)
                FolderTree.Segment(name);
            return history;
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>Returns the file's content.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, JsonForms.Indented);
}
