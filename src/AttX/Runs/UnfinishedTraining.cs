using System.Text.Json;
using AttX.Ground;
using AttX.ModelFiles;
using AttX.Options;
using AttX.Recipes;

namespace AttX.Runs;

/// <summary>
/// What a training in progress keeps beside its model, in <c>stress.attx.unfinished</c>: checkpoints, the course so far, and what it is trained with. Locked for
/// one process; removed once the model is written.
/// </summary>
public sealed class UnfinishedTraining : IDisposable
{
    private const string IdentityName = "training.json";

    private readonly string _model;
    private readonly bool _resume;
    private RunLock? _lock;

    /// <summary>Names the folder; nothing is written before <see cref="Begin"/>.</summary>
    /// <param name="model">The model's file.</param>
    /// <param name="resume">Whether an interrupted training is continued.</param>
    /// <param name="restart">Whether an interrupted training is begun anew.</param>
    /// <exception cref="OptionsException">An interrupted training is there, and is to be neither continued nor begun anew.</exception>
    /// <exception cref="InvalidDataException">The folder holds a link or a special file.</exception>
    public UnfinishedTraining(string model, bool resume, bool restart)
    {
        (_model, _resume, Folder) = (model, resume, model + ".unfinished");
        FolderTree.Require(Folder, _ => true);
        if (File.Exists(Path.Combine(Folder, IdentityName)) && !resume && !restart)
            throw new OptionsException([$"{model}: a training of it was interrupted. Continue it with --resume, or begin anew with --force."]);
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    private string IdentityPath => Path.Combine(Folder, IdentityName);

    /// <summary>Locks the folder and begins, or continues if the interrupted training is the same.</summary>
    /// <param name="options">The options.</param>
    /// <param name="subjects">The subjects, those held out marked.</param>
    /// <param name="patience">Epochs without a lower loss on the held-out subjects after which training stops.</param>
    /// <returns>The store for checkpoints.</returns>
    /// <exception cref="OptionsException">The interrupted training has other options or data.</exception>
    /// <exception cref="IOException">Another process trains the model.</exception>
    internal ICheckpointStore Begin(ExperimentOptions options, IReadOnlyList<TrainingSubject> subjects, int patience)
    {
        Directory.CreateDirectory(Folder);
        _lock = RunLock.Take(Folder);
        if (_resume && File.Exists(IdentityPath))
            Require(options, subjects, patience);
        else
        {
            new FoldCheckpoints(Folder).Clear();
            AtomicFile.Write(IdentityPath, JsonForms.FileOf(json =>
            {
                json.WritePropertyName("options");
                OptionsJson.Write(json, options);
                json.WriteNumber("patience", patience);
                json.WritePropertyName("subjects");
                JsonSerializer.Serialize(json, subjects, JsonForms.Indented);
            }));
        }

        return new FoldCheckpoints(Folder);
    }

    /// <summary>Removes the folder: the model is written, or cannot be.</summary>
    public void Remove()
    {
        bool isThere = Directory.Exists(Folder);
        if (isThere)
        {
            // While it is locked: who takes the lock next may begin a training of its own.
            new FoldCheckpoints(Folder).Clear();
            File.Delete(IdentityPath);
        }

        _lock?.Dispose();
        _lock = null;
        if (!isThere)
            return;
        File.Delete(Path.Combine(Folder, ".lock"));
        if (!Directory.EnumerateFileSystemEntries(Folder).Any())
            Directory.Delete(Folder);
    }

    /// <inheritdoc/>
    public void Dispose() => _lock?.Dispose();

    private void Require(ExperimentOptions options, IReadOnlyList<TrainingSubject> subjects, int patience)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(IdentityPath));
            ExperimentOptions before = new OptionReader().GiveJson(json.RootElement, IdentityPath).Read();
            int patienceBefore = json.RootElement.GetProperty("patience").GetInt32();
            TrainingSubject[] subjectsBefore = json.RootElement.GetProperty("subjects").Deserialize<TrainingSubject[]>(JsonForms.Indented)!;
            string[] differences =
            [
                .. OptionsJson.Differences(before, "the interrupted training", options),
                .. patienceBefore == patience ? Array.Empty<string>() : [$"patience: {patienceBefore} in the interrupted training, {patience} asked for"],
                .. subjectsBefore.SequenceEqual(subjects) ? Array.Empty<string>() : ["its subjects, their recordings, or who is held out are others"],
            ];
            if (differences.Length > 0)
                throw new OptionsException([$"{_model}: --resume continues a training with its own options and data ({string.Join("; ", differences)}). Begin anew with --force, or choose another --out."]);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{IdentityPath}: damaged ({e.Message.ReplaceLineEndings(" ").TrimEnd('.')}). Begin anew with --force.", e);
        }
    }
}
