using System.Text.Json;
using AttX.Evaluation;
using AttX.Ground;
using AttX.Options;

namespace AttX.Runs;

/// <summary>Environment and time of a run.</summary>
/// <param name="System">Name and version of the operating system.</param>
/// <param name="Architecture">Processor architecture.</param>
/// <param name="Processors">Logical processors.</param>
/// <param name="Version">Version of attx.</param>
/// <param name="Runtime">Name and version of the .NET runtime.</param>
/// <param name="Started">Time of its start.</param>
/// <param name="Finished">Time when its scores were written; null until then.</param>
public sealed record RunEnvironment(
    string System, string Architecture, int Processors, string Version, string Runtime, DateTimeOffset Started, DateTimeOffset? Finished)
{
    /// <summary>Version of the running program.</summary>
    public static string ProgramVersion => RunJson.Version;

    /// <summary>Reads the environment from run.json or sweep.json.</summary>
    internal static RunEnvironment Read(JsonElement root)
    {
        JsonElement environment = root.GetProperty("environment"), versions = root.GetProperty("versions"), times = root.GetProperty("times");
        return new RunEnvironment(
            environment.GetProperty("system").GetString()!, environment.GetProperty("architecture").GetString()!,
            environment.GetProperty("processors").GetInt32(), versions.GetProperty("attx").GetString()!,
            versions.GetProperty("runtime").GetString()!, times.GetProperty("started").GetDateTimeOffset(),
            times.TryGetProperty("finished", out JsonElement finished) ? finished.GetDateTimeOffset() : null);
    }
}

/// <summary>A run read from its folder, for reports and the state of a sweep.</summary>
/// <param name="Folder">The run's folder.</param>
/// <param name="Options">Its options.</param>
/// <param name="Fingerprints">Per subject, in the order of the folds, the SHA-256 of its recording.</param>
/// <param name="Environment">Environment and time of the run.</param>
public sealed record StoredRun(
    string Folder, ExperimentOptions Options, IReadOnlyDictionary<string, string> Fingerprints, RunEnvironment Environment)
{
    /// <summary>The file that identifies a run's folder.</summary>
    public const string FileName = "run.json";

    /// <summary>The file with the scores.</summary>
    public const string ResultName = "result.json";

    /// <summary>The subjects, one fold each.</summary>
    public IEnumerable<string> Subjects => Fingerprints.Keys;

    /// <summary>Reads run.json.</summary>
    /// <exception cref="InvalidDataException">
    /// Damaged, or the folder holds a link or a special file; the message names the file.
    /// </exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static StoredRun Read(string folder)
    {
        RunTree.RequireRun(folder);
        string path = Path.Combine(folder, FileName);
        try
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(path));
            JsonElement root = json.RootElement;
            return new StoredRun(
                folder,
                new OptionReader().GiveJson(root, path).Read(),
                root.GetProperty("data").EnumerateObject().ToDictionary(p => FolderTree.Segment(p.Name), p => p.Value.GetString()!),
                RunEnvironment.Read(root));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or OptionsException)
        {
            throw new InvalidDataException($"{path}: damaged, the run cannot be resumed ({e.Message.ReplaceLineEndings(" ")}). Choose another --out.", e);
        }
    }

    /// <summary>Writes result.json, and the time in run.json; a run finished earlier keeps its time.</summary>
    internal void Finish(IReadOnlyList<FoldScores> folds)
    {
        string path = Path.Combine(Folder, ResultName);
        byte[] result = ResultJson.Of(Options, Fingerprints, folds).ToArray();
        if (Environment.Finished != null && File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(result))
            return;
        AtomicFile.Write(path, result);
        AtomicFile.Write(Path.Combine(Folder, FileName), RunJson.Run(Options, Fingerprints, Environment.Started, DateTimeOffset.UtcNow));
    }

    /// <summary>Returns the progress of one fold, without reading its files.</summary>
    public FoldProgress Progress(string subject) => new FoldFolder(Folder, subject).Progress;

    /// <summary>Reads one fold; null if it is not complete.</summary>
    /// <exception cref="InvalidDataException">
    /// A file is missing or not what the run wrote; the message names it and says what to do.
    /// </exception>
    public FoldResult? Fold(string subject)
    {
        try
        {
            return new FoldFolder(Folder, subject).Load();
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{e.Message} The run's command with --resume computes the fold again.", e);
        }
    }
}
