using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AttX.Evaluation;
using AttX.Training;

namespace AttX.Experiments;

/// <summary>How far a fold has come.</summary>
public enum FoldProgress
{
    /// <summary>No trace of it yet.</summary>
    Waiting,

    /// <summary>It has a checkpoint.</summary>
    Begun,

    /// <summary>Its results are there.</summary>
    Done,
}

/// <summary>
/// One fold's part of a run: <c>folds/S2/{model.safetensors,history.json,predictions.csv}</c>, and a checkpoint a network while
/// it trains. history.json holds the hashes of the other files, and predictions.csv is written last: a fold whose files are all
/// there and fit is complete, whenever the process was killed.
/// </summary>
internal sealed class FoldFolder
{
    private readonly string _folder;

    /// <summary>The folder of one subject.</summary>
    public FoldFolder(string run, string subject)
    {
        Subject = subject;
        _folder = Path.Combine(run, "folds", subject);
    }

    /// <summary>The test subject.</summary>
    public string Subject { get; }

    /// <summary>How far it has come, as the presence of files tells.</summary>
    public FoldProgress Progress => File.Exists(PredictionsPath) ? FoldProgress.Done
        : Directory.Exists(_folder) && Directory.EnumerateFiles(_folder, "checkpoint*").Any() ? FoldProgress.Begun : FoldProgress.Waiting;

    private string PredictionsPath => Path.Combine(_folder, "predictions.csv");

    private string HistoryPath => Path.Combine(_folder, "history.json");

    /// <summary>Writes a fold and removes its checkpoints.</summary>
    public void Save(Predictions predictions, IReadOnlyList<TrainedNetwork> networks)
    {
        Directory.CreateDirectory(_folder);
        byte[] csv = Encoding.UTF8.GetBytes(predictions.ToCsv());
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["predictions.csv"] = Convert.ToHexStringLower(SHA256.HashData(csv)),
        };
        foreach (TrainedNetwork network in networks)
        {
            using var bytes = new MemoryStream();
            network.Save(bytes);
            byte[] model = bytes.ToArray();
            hashes[network.FileName] = Convert.ToHexStringLower(SHA256.HashData(model));
            AtomicFile.Write(Path.Combine(_folder, network.FileName), model);
        }

        AtomicFile.Write(HistoryPath, JsonSerializer.SerializeToUtf8Bytes(
            new HistoryFile(networks.ToDictionary(n => n.FileName, n => n.History), hashes), RunJson.Indented));
        AtomicFile.Write(PredictionsPath, csv);
        foreach (string checkpoint in Directory.GetFiles(_folder, "checkpoint*"))
            File.Delete(checkpoint);
    }

    /// <summary>Reads a complete fold; null where there is none yet.</summary>
    /// <exception cref="InvalidDataException">A file is missing, damaged, or not of these windows: says which.</exception>
    public FoldResult? Load()
    {
        if (!File.Exists(PredictionsPath))
            return null;
        HistoryFile history = ReadHistory();
        foreach ((string name, string hash) in history.Sha256)
        {
            string path = Path.Combine(_folder, name);
            if (!File.Exists(path))
                throw new InvalidDataException($"{path}: missing.");
            using FileStream stream = File.OpenRead(path);
            if (Convert.ToHexStringLower(SHA256.HashData(stream)) != hash)
                throw new InvalidDataException($"{path}: not what the run wrote.");
        }

        try
        {
            return new FoldResult(Predictions.Parse(File.ReadAllText(PredictionsPath)), history.Epochs);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{PredictionsPath}: {e.Message}", e);
        }
    }

    /// <summary>Writes a network's checkpoint, with a hash before it.</summary>
    public void SaveCheckpoint(string model, Trainer trainer)
    {
        Directory.CreateDirectory(_folder);
        using var content = new MemoryStream();
        trainer.SaveCheckpoint(content);
        byte[] bytes = content.ToArray();
        AtomicFile.Write(CheckpointPath(model), stream =>
        {
            stream.Write(SHA256.HashData(bytes));
            stream.Write(bytes);
        });
    }

    /// <summary>Continues a network's training where its checkpoint stopped, if it has one.</summary>
    /// <exception cref="InvalidDataException">The checkpoint is damaged: the trainer must be made anew.</exception>
    public void LoadCheckpoint(string model, Trainer trainer)
    {
        string path = CheckpointPath(model);
        if (!File.Exists(path))
            return;
        byte[] bytes = File.ReadAllBytes(path);
        if (bytes.Length < SHA256.HashSizeInBytes
            || !SHA256.HashData(bytes.AsSpan(SHA256.HashSizeInBytes)).AsSpan().SequenceEqual(bytes.AsSpan(0, SHA256.HashSizeInBytes)))
            throw new InvalidDataException($"{path}: not what the run wrote.");
        trainer.LoadCheckpoint(new MemoryStream(bytes, SHA256.HashSizeInBytes, bytes.Length - SHA256.HashSizeInBytes));
    }

    /// <summary>model.ecg.safetensors → checkpoint.ecg.</summary>
    private string CheckpointPath(string model) =>
        Path.Combine(_folder, model.Replace("model", "checkpoint", StringComparison.Ordinal).Replace(".safetensors", "", StringComparison.Ordinal));

    private HistoryFile ReadHistory()
    {
        if (!File.Exists(HistoryPath))
            throw new InvalidDataException($"{HistoryPath}: missing.");
        try
        {
            using FileStream stream = File.OpenRead(HistoryPath);
            if (JsonSerializer.Deserialize<HistoryFile>(stream, RunJson.Indented) is { Epochs: not null, Sha256: not null } history)
                return history;
        }
        catch (JsonException)
        {
            // Reported below, as a file of another form is.
        }

        throw new InvalidDataException($"{HistoryPath}: not a fold's history.");
    }

    private sealed record HistoryFile(IReadOnlyDictionary<string, IReadOnlyList<EpochSummary>> Epochs, IReadOnlyDictionary<string, string> Sha256);
}
