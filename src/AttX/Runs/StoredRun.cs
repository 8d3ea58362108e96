using System.Text.Json;
using AttX.Evaluation;
using AttX.Ground;
using AttX.Options;

namespace AttX.Runs;

/// <summary>Where, with what and when a run was run.</summary>
/// <param name="System">Name and version of the operating system.</param>
/// <param name="Architecture">The processor's.</param>
/// <param name="Processors">Logical processors.</param>
/// <param name="Version">Of attx.</param>
/// <param name="Runtime">Name and version of the .NET runtime.</param>
/// <param name="Started">When it was begun.</param>
/// <param name="Finished">When its scores were written; null while it is not done.</param>
public sealed record RunEnvironment(
    string System, string Architecture, int Processors, string Version, string Runtime, DateTimeOffset Started, DateTimeOffset? Finished)
{
    /// <summary>Version of the program that runs now.</summary>
    public static string ProgramVersion => RunJson.Version;

    /// <summary>Reads it from run.json or sweep.json.</summary>
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

/// <summary>A run as its folder tells it, for those who only read it: reports, the state of a sweep.</summary>
/// <param name="Folder">The run's folder.</param>
/// <param name="Options">Its options.</param>
/// <param name="Fingerprints">Per subject, in the order of the folds, the SHA-256 of its recording.</param>
/// <param name="Environment">Where and when it was run.</param>
public sealed record StoredRun(
    string Folder, ExperimentOptions Options, IReadOnlyDictionary<string, string> Fingerprints, RunEnvironment Environment)
{
    /// <summary>The file that makes a folder a run's.</summary>
    public const string FileName = "run.json";

    /// <summary>The file with the scores.</summary>
    public const string ResultName = "result.json";

    /// <summary>The subjects: one fold each.</summary>
    public IEnumerable<string> Subjects => Fingerprints.Keys;

    /// <summary>Reads run.json.</summary>
    /// <exception cref="InvalidDataException">Damaged, or the folder holds a link or a special file: says which file.</exception>
    /// <exception cref="IOException">There is none, or it cannot be read.</exception>
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

    /// <summary>Writes result.json, and in run.json when; a run that was finished before keeps its time.</summary>
    internal void Finish(IReadOnlyList<FoldScores> folds)
    {
        string path = Path.Combine(Folder, ResultName);
        byte[] result = ResultJson.Of(Options, Fingerprints, folds).ToArray();
        if (Environment.Finished != null && File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(result))
            return;
        AtomicFile.Write(path, result);
        AtomicFile.Write(Path.Combine(Folder, FileName), RunJson.Run(Options, Fingerprints, Environment.Started, DateTimeOffset.UtcNow));
    }

    /// <summary>How far one fold has come. Looks for files and reads none.</summary>
    public FoldProgress Progress(string subject) => new FoldFolder(Folder, subject).Progress;

    /// <summary>Reads one fold; null while it is not complete.</summary>
    /// <exception cref="InvalidDataException">A file is missing or not what the run wrote: says which, and what to do.</exception>
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
