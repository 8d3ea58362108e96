using System.Text;
using AttX.Evaluation;
using AttX.Ground;
using AttX.ModelFiles;
using AttX.Options;
using AttX.Runs;
using AttX.Signals.Modalities;

namespace AttX.Inference;

/// <summary>Predictions for one subject.</summary>
/// <param name="Predictions">One per window.</param>
/// <param name="Fingerprint">The recording's fingerprint.</param>
/// <param name="Familiarity">Whether the model was trained on the subject.</param>
public sealed record EvaluatedSubject(Predictions Predictions, string Fingerprint, Familiarity Familiarity)
{
    /// <summary>What the model makes of time that it was not trained on; null if there is none.</summary>
    public NegativeControl? Control { get; init; }

    /// <summary>The training subject whose recording shares most moments with this one, of which one is then a changed copy; null if there is none.</summary>
    public (TrainingSubject Subject, double Share)? Original { get; init; }

    /// <summary>Predictions with sessions that begin at each condition; null for a model to which it does not matter when one begins.</summary>
    public StartPredictions? Starts { get; init; }

    /// <summary>The subject's scores.</summary>
    public FoldScores Scores { get; } = new(Predictions.Subject, Predictions.Confusion());
}

/// <summary>Predictions for a dataset, and their folder: <c>subjects/S2/{predictions,starts}.csv</c>, <c>result.json</c>.</summary>
/// <param name="Model">The model.</param>
/// <param name="Options">Its options, with the device, modalities and subjects that were scored.</param>
/// <param name="Subjects">One per subject.</param>
public sealed record EvaluationResult(IModel Model, ExperimentOptions Options, IReadOnlyList<EvaluatedSubject> Subjects)
{
    private const string FileName = "result.json", SubjectsName = "subjects";

    private static readonly string[] Written = ["predictions.csv", "starts.csv", "control.csv"];

    /// <summary>The modalities hidden from the model.</summary>
    public IReadOnlyList<Modality> Without { get; init; } = [];

    /// <summary>Time over which probabilities were smoothed; 0: they were not.</summary>
    public double SmoothSeconds { get; init; }

    /// <summary>Each subject's scores.</summary>
    public IReadOnlyList<FoldScores> Scores => [.. Subjects.Select(s => s.Scores)];

    /// <summary>Scores over all subjects.</summary>
    public ScoreSummary Summary => ScoreSummary.Of(Scores);

    /// <summary>Scores by where sessions begin; null for a model to which that does not matter.</summary>
    public StartScores? Starts => StartScores.Of([.. Subjects.Select(s => (s.Predictions, s.Starts))], Options.Task.Labels);

    /// <summary>
    /// Writes result.json in a run's form, with the model and data scored. It has no times or paths, so that the same model and
    /// data give the same bytes.
    /// </summary>
    public string ToJson() => Encoding.UTF8.GetString(ResultJson.Of(
        Options, new RunData(Subjects.ToDictionary(s => s.Predictions.Subject, s => s.Fingerprint)), Scores, json =>
        {
            json.WriteStartObject("model");
            foreach ((string name, string sha256) in Model.Hashes)
                json.WriteString(name, sha256);
            json.WriteEndObject();
            if (Without.Count > 0)
                json.WriteString("without", SensorNames.Of(Without));
            if (SmoothSeconds > 0)
                json.WriteNumber("smoothSeconds", SmoothSeconds);
            ResultJson.WriteStarts(json, Starts);
            json.WriteStartObject("inTraining");
            foreach (EvaluatedSubject subject in Subjects)
                json.WriteString(subject.Predictions.Subject, subject.Familiarity.ToString().ToLowerInvariant());
            json.WriteEndObject();
        }).Span);

    /// <summary>Checks, before any work, that a folder holds no results. What an evaluation leaves that a full disk ended is none: it lacks result.json.</summary>
    /// <exception cref="OptionsException">The folder holds results, or other files where they would be.</exception>
    public static void RequireFree(string folder)
    {
        string subjects = Path.Combine(folder, SubjectsName);
        if (File.Exists(Path.Combine(folder, FileName)) || File.Exists(Path.Combine(folder, "run.json")) || (Path.Exists(subjects) && !IsUnfinished(subjects)))
            throw new OptionsException([$"{folder}: holds results already. Choose another --out."]);
    }

    private static bool IsUnfinished(string subjects) => Directory.Exists(subjects)
        && Directory.EnumerateFileSystemEntries(subjects).All(subject => Directory.Exists(subject) && Directory.EnumerateFileSystemEntries(subject).All(IsOurs));

    private static bool IsOurs(string path) => File.Exists(path) && new FileInfo(path).LinkTarget == null
        && (Written.Contains(Path.GetFileName(path)) || (path.EndsWith(".tmp", StringComparison.Ordinal) && Written.Any(name => Path.GetFileName(path).StartsWith(name + ".", StringComparison.Ordinal))));

    /// <summary>Writes the folder, result.json last.</summary>
    /// <exception cref="OptionsException">The folder holds results, or other files where they would be.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public void Save(string folder)
    {
        RequireFree(folder);
        if (Directory.Exists(Path.Combine(folder, SubjectsName)))
            Directory.Delete(Path.Combine(folder, SubjectsName), recursive: true); // left unfinished
        foreach ((Predictions predictions, NegativeControl? control, StartPredictions? starts) in Subjects.Select(s => (s.Predictions, s.Control, s.Starts)))
        {
            string subject = Path.Combine(folder, SubjectsName, FolderTree.Segment(predictions.Subject));
            Directory.CreateDirectory(subject);
            if (starts != null)
                AtomicFile.Write(Path.Combine(subject, "starts.csv"), Encoding.UTF8.GetBytes(starts.ToCsv(predictions.Classes)));
            AtomicFile.Write(Path.Combine(subject, "predictions.csv"), Encoding.UTF8.GetBytes(predictions.ToCsv()));
            if (control != null)
                AtomicFile.Write(Path.Combine(subject, "control.csv"), Encoding.UTF8.GetBytes(control.ToCsv()));
        }

        AtomicFile.Write(Path.Combine(folder, FileName), Encoding.UTF8.GetBytes(ToJson()));
    }
}
