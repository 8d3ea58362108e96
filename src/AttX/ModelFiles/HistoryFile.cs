using System.Security.Cryptography;
using System.Text.Json;
using AttX.Ground;
using AttX.Training;

namespace AttX.ModelFiles;

/// <summary>history.json: how a model was trained, and what the files beside it held.</summary>
/// <param name="Epochs">The epochs of each model file whose learner has any.</param>
/// <param name="Sha256">The hash of each file, in lower-case hex.</param>
public sealed record HistoryFile(IReadOnlyDictionary<string, IReadOnlyList<EpochSummary>> Epochs, IReadOnlyDictionary<string, string> Sha256)
{
    /// <summary>The history of model files.</summary>
    /// <param name="models">The model files.</param>
    /// <param name="files">The content of every file that is to be hashed, by its name.</param>
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
            using FileStream stream = File.OpenRead(path);
            if (JsonSerializer.Deserialize<HistoryFile>(stream, JsonForms.Indented) is { Epochs: not null, Sha256: not null } history
                && !history.Sha256.Values.Contains(null) && !history.Epochs.Values.Contains(null))
                return history;
        }
        catch (JsonException)
        {
            // Reported below, as a file of another form is.
        }

        throw new InvalidDataException($"{path}: not a fold's history.");
    }

    /// <summary>The file's content.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, JsonForms.Indented);
}
