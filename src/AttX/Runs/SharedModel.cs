using System.Security.Cryptography;
using AttX.Ground;
using AttX.ModelFiles;
using AttX.Training;

namespace AttX.Runs;

/// <summary>
/// The model of a fold with several test subjects, <c>models/fold-1/{model.safetensors,history.json}</c>, which exists once; history.json
/// holds the hashes of the model's files.
/// </summary>
/// <param name="folder">The model's folder.</param>
internal sealed class SharedModel(string folder)
{
    private string HistoryPath => Path.Combine(folder, "history.json");

    /// <summary>Writes the model.</summary>
    public void Save(IReadOnlyList<ModelFile> models)
    {
        Directory.CreateDirectory(folder);
        foreach ((string path, byte[] content) in Content(models))
            AtomicFile.Write(path, content);
    }

    /// <summary>Returns the model's files in the order in which they are written.</summary>
    public IEnumerable<(string Path, byte[] Content)> Content(IReadOnlyList<ModelFile> models)
    {
        var files = models.ToDictionary(m => m.Name, m => m.ToArray());
        return [.. files.Select(f => (Path.Combine(folder, f.Key), f.Value)), (HistoryPath, HistoryFile.Of(models, files).ToJson())];
    }

    /// <summary>Reads the course of the training, and checks the model's files.</summary>
    /// <exception cref="InvalidDataException">A file is missing or not what the run wrote; the message names it.</exception>
    public IReadOnlyDictionary<string, IReadOnlyList<EpochSummary>> Load()
    {
        HistoryFile history = HistoryFile.Read(HistoryPath);
        Require(folder, history.Sha256);
        return history.Epochs;
    }

    /// <summary>Checks files against their hashes.</summary>
    /// <exception cref="InvalidDataException">A file is missing or has another content; the message names it.</exception>
    public static void Require(string folder, IReadOnlyDictionary<string, string> hashes)
    {
        foreach ((string name, string hash) in hashes)
        {
            string path = Path.Combine(folder, name);
            if (!File.Exists(path))
                throw new InvalidDataException($"{path}: missing.");
            using FileStream stream = File.OpenRead(path);
            if (Convert.ToHexStringLower(SHA256.HashData(stream)) != hash)
                throw new InvalidDataException($"{path}: not what the run wrote.");
        }
    }
}
