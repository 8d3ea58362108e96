using System.Text.Json;
using AttX.Evaluation;
using AttX.Ground;
using AttX.Options;
using AttX.Signals.Preprocessing;

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
/// <param name="Data">Its data.</param>
/// <param name="Folds">Its folds.</param>
/// <param name="Environment">Environment and time of the run.</param>
public sealed record StoredRun(string Folder, ExperimentOptions Options, RunData Data, IReadOnlyList<Fold> Folds, RunEnvironment Environment)
{
    private readonly IReadOnlyDictionary<string, Fold> _foldOf = Folds.SelectMany(f => f.TestSubjects.Select(s => (s, f))).ToDictionary();

    /// <summary>Where the run comes from; null if its folder does not say.</summary>
    public RunOrigin? Origin { get; init; }

    /// <summary>The file that identifies a run's folder.</summary>
    public const string FileName = "run.json";

    /// <summary>The file with the scores.</summary>
    public const string ResultName = "result.json";

    /// <summary>The file with the predictions of the baselines.</summary>
    public const string BaselinesName = "baselines.csv";

    /// <summary>The subjects that are tested on, each once, in the data's order.</summary>
    public IEnumerable<string> Subjects => Data.Fingerprints.Keys.Where(_foldOf.ContainsKey);

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
            using JsonDocument json = JsonDocument.Parse(JsonForms.ReadBytes(path));
            JsonElement root = json.RootElement;
            ExperimentOptions options = new OptionReader().GiveJson(root, path).Read();
            RunData data = RunJson.ReadData(root).Checked(options.Classes);
            return new StoredRun(folder, options, data, FoldsOf(options, data), RunEnvironment.Read(root)) { Origin = RunOrigin.Read(root) };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException or FormatException or OptionsException)
        {
            throw new InvalidDataException($"{path}: damaged, the run cannot be resumed ({e.Message.ReplaceLineEndings(" ")}). Choose another --out.", e);
        }
    }

    /// <summary>Writes result.json, and the time in run.json; a run finished earlier keeps its time. Returns what stands beside the scores.</summary>
    internal (BaselineScores? Beside, StartScores? Starts) Finish(IReadOnlyList<FoldScores> folds)
    {
        string path = Path.Combine(Folder, ResultName);
        (byte[] result, BaselineScores? beside, StartScores? starts) = Result(folds);
        if (Environment.Finished != null && File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(result))
            return (beside, starts);
        AtomicFile.Write(path, result);
        AtomicFile.Write(Path.Combine(Folder, FileName), RunJson.Run(Options, Data, Environment.Started, DateTimeOffset.UtcNow, Origin));
        return (beside, starts);
    }

    /// <summary>Computes the content of result.json, and what stands beside the scores.</summary>
    internal (byte[] Content, BaselineScores? Beside, StartScores? Starts) Result(IReadOnlyList<FoldScores> folds)
    {
        (BaselineScores? beside, StartScores? starts) = (BaselineScores.Of(this, folds), Starts());
        return (ResultJson.Of(Options, Data, folds, json =>
        {
            beside?.Write(json);
            ResultJson.WriteStarts(json, starts);
        }).ToArray(), beside, starts);
    }

    /// <summary>Scores the run by where sessions begin; null if that does not matter, or while folds lack.</summary>
    /// <exception cref="InvalidDataException">A file is missing or not what the run wrote.</exception>
    public StartScores? Starts() => !Options.Normalisation.IsRunning() ? null
        : Subjects.Select(s => (Files: Files(s), Fold(s)?.Predictions)).ToArray() is var folds && folds.Any(f => f.Predictions == null) ? null
        : StartScores.Of([.. folds.Select(f => (f.Predictions!, f.Files.ReadStarts(f.Predictions!)))], Options.Task.Labels);

    /// <summary>Reads the predictions of the baselines, in the order of <see cref="Subjects"/>; null in a run of an earlier version.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or of other subjects; the message gives its path.</exception>
    public RunBaselines? Baselines()
    {
        string path = Path.Combine(Folder, BaselinesName);
        if (!File.Exists(path))
            return null;
        try
        {
            RunBaselines read = RunBaselines.Parse(CsvTable.ReadText(path));
            return read.Clock.Select(p => p.Subject).SequenceEqual(Subjects) && read.Clock[0].Classes == Options.Classes ? read
                : throw new InvalidDataException("not of this run's subjects and classes.");
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{path}: {e.Message} Remove it: the run's command with --resume writes it again.", e);
        }
    }

    /// <summary>Returns the class counts of each test subject, and those of the windows that its model was trained on.</summary>
    /// <param name="scores">The scores of every test subject.</param>
    public IReadOnlyList<FoldLabels> Labels(IReadOnlyList<FoldScores> scores) => Data.Windows.Count == 0 ? FoldLabels.Of(scores)
        : FoldLabels.Of(scores, subject => FoldOf(subject).TrainingSubjects.Select(s => Data.Windows[s]));

    /// <summary>Returns the progress of one fold, without reading its files.</summary>
    public FoldProgress Progress(Fold fold)
    {
        FoldProgress[] subjects = [.. FoldersOf(Folder, fold).Select(f => f.Progress)];
        return subjects.All(p => p == FoldProgress.Done) ? FoldProgress.Done
            : subjects.Any(p => p != FoldProgress.Waiting) ? FoldProgress.Begun : FoldProgress.Waiting;
    }

    /// <summary>Reads how far the fit of one fold is; null if it is done, has not begun, or is of an earlier version.</summary>
    public FitProgress? FitProgress(Fold fold) => FoldersOf(Folder, fold)[0].ReadProgress();

    /// <summary>Returns the fold that tests on a subject.</summary>
    public Fold FoldOf(string subject) => _foldOf[subject];

    /// <summary>Returns the files of one test subject.</summary>
    public FoldFolder Files(string subject) => FolderOf(Folder, FoldOf(subject), subject);

    /// <summary>Reads the part of a fold that is of one test subject; null if it is not complete.</summary>
    /// <exception cref="InvalidDataException">
    /// A file is missing or not what the run wrote; the message names it and says what to do.
    /// </exception>
    public FoldResult? Fold(string subject)
    {
        try
        {
            FoldResult? result = Files(subject).Load();
            return result == null || result.Predictions.Classes == Options.Classes ? result
                : throw new InvalidDataException($"{Files(subject).PredictionsPath}: of {result.Predictions.Classes} classes, and the run has {Options.Classes}.");
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{e.Message} The run's command with --resume computes the fold again.", e);
        }
    }

    /// <summary>Returns the folder of each test subject of a fold.</summary>
    internal static IReadOnlyList<FoldFolder> FoldersOf(string folder, Fold fold) => [.. fold.TestSubjects.Select(subject => FolderOf(folder, fold, subject))];

    private static FoldFolder FolderOf(string folder, Fold fold, string subject) => new(folder, subject, fold.IsOfOneSubject ? null : fold.Name);

    private static IReadOnlyList<Fold> FoldsOf(ExperimentOptions options, RunData data)
    {
        string[] subjects = [.. data.Fingerprints.Keys];
        return options.Split.Kind == SplitKind.LeaveOneSubjectOut
            ? [.. subjects.Select(s => new Fold(s, [s], [.. subjects.Except([s])]))] : options.Split.Folds(subjects, data.Datasets, options.Seed);
    }
}
