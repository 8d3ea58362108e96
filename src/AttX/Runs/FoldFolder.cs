using System.Text;
using AttX.Evaluation;
using AttX.Ground;
using AttX.ModelFiles;
using AttX.Nn.Serialization;
using AttX.Recipes;

namespace AttX.Runs;

/// <summary>Progress of a fold, by its files.</summary>
public enum FoldProgress
{
    /// <summary>Not started.</summary>
    Waiting,

    /// <summary>It has a checkpoint, or its first one is to come.</summary>
    Begun,

    /// <summary>It has its results.</summary>
    Done,
}

/// <summary>
/// A test subject's part of a run: <c>folds/S2/{model.safetensors,attention.csv,quality.csv,sensors.csv,starts.csv,control.csv,occlusion.csv,examples.safetensors,history.json,predictions.csv}</c>,
/// and checkpoints while it is fitted. history.json holds the hashes of the other files, and predictions.csv is written
/// last: a fold with all files present and matching is complete, whenever the process was killed. A fold with several test
/// subjects keeps its model in a <see cref="SharedModel"/>, and each subject's other files as ever.
/// </summary>
public sealed class FoldFolder
{
    private readonly string _folder, _models;

    /// <summary>The folder of one subject.</summary>
    /// <param name="run">The run's folder.</param>
    /// <param name="subject">The test subject.</param>
    /// <param name="fold">The fold's name, if it has several test subjects.</param>
    /// <exception cref="InvalidDataException">A name would lead out of the run's folder.</exception>
    public FoldFolder(string run, string subject, string? fold = null)
    {
        Subject = FolderTree.Segment(subject);
        _folder = Path.Combine(run, "folds", subject);
        _models = fold == null ? _folder : Path.Combine(run, "models", FolderTree.Segment(fold));
        Shared = fold == null ? null : new SharedModel(_models);
    }

    /// <summary>The test subject.</summary>
    public string Subject { get; }

    /// <summary>Progress, determined by which files exist.</summary>
    public FoldProgress Progress => File.Exists(PredictionsPath) ? FoldProgress.Done
        : Checkpoints.Any ? FoldProgress.Begun : FoldProgress.Waiting;

    /// <summary>Checkpoints of the fit until it is done.</summary>
    internal FoldCheckpoints Checkpoints => new(_models);

    /// <summary>The model that the fold's test subjects share; null if there is but one.</summary>
    internal SharedModel? Shared { get; }

    internal string PredictionsPath => Path.Combine(_folder, FoldTest.PredictionsName);

    private string HistoryPath => Path.Combine(_folder, "history.json");

    private string AttentionPath => Path.Combine(_folder, FoldTest.AttentionName);

    private string QualityPath => Path.Combine(_folder, FoldTest.QualityName);

    private string SensorsPath => Path.Combine(_folder, FoldTest.SensorsName);

    private string ControlPath => Path.Combine(_folder, FoldTest.ControlName);

    private string OcclusionPath => Path.Combine(_folder, FoldTest.OcclusionName);

    private string StartsPath => Path.Combine(_folder, FoldTest.StartsName);

    private string ExamplesPath => Path.Combine(_folder, FoldTest.ExamplesName);

    /// <summary>Reads how far the fit is; null if the fold is done, has not begun, or is of an earlier version.</summary>
    public FitProgress? ReadProgress() => Progress == FoldProgress.Begun ? FitProgress.Read(_models) : null;

    /// <summary>
    /// Reads the attention over the test subject's windows; null without attention, or if an earlier version wrote the fold.
    /// </summary>
    /// <param name="predictions">The fold's predictions, for whose windows it is.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or of other windows; the message gives its path and the place.</exception>
    public AttentionCourse? ReadAttention(Predictions predictions) => File.Exists(AttentionPath)
        ? Named(AttentionPath, () => AttentionCourse.Parse(CsvTable.ReadText(AttentionPath), predictions)) : null;

    /// <summary>
    /// Reads the quality of the test subject's windows; null if it was not assessed, or if an earlier version wrote the fold.
    /// </summary>
    /// <exception cref="InvalidDataException">The file is damaged; the message gives its path and the place.</exception>
    public QualityVerdicts? ReadQuality() => File.Exists(QualityPath)
        ? Named(QualityPath, () => QualityVerdicts.Parse(CsvTable.ReadText(QualityPath))) : null;

    /// <summary>Reads how the model scores where only some of its sensors are there; null for a model that needs all of them.</summary>
    /// <param name="predictions">The fold's predictions, from all sensors.</param>
    /// <exception cref="InvalidDataException">The file is damaged; the message gives its path and the place.</exception>
    public SensorScores? ReadSensors(Predictions predictions) => File.Exists(SensorsPath)
        ? Named(SensorsPath, () => SensorScores.Parse(CsvTable.ReadText(SensorsPath), predictions.Classes, predictions.Items.Count)) : null;

    /// <summary>Reads what was chosen inside the fold's training subjects; null without a choice.</summary>
    /// <exception cref="InvalidDataException">The file is damaged; the message gives its path and the reason.</exception>
    public Selection? ReadSelection()
    {
        string path = Path.Combine(_models, Selection.FileName);
        if (!File.Exists(path))
            return null;
        using FileStream stream = File.OpenRead(path);
        return Named(path, () => Selection.Read(stream));
    }

    /// <summary>
    /// Reads what the model makes of the test subject's time that none was trained on; null where there is no such time, or if an earlier
    /// version wrote the fold. It is no part of the fold's completeness: history.json does not list it.
    /// </summary>
    /// <exception cref="InvalidDataException">The file is damaged; the message gives its path and the place.</exception>
    public NegativeControl? ReadControl() => File.Exists(ControlPath)
        ? Named(ControlPath, () => NegativeControl.Parse(CsvTable.ReadText(ControlPath))) : null;

    /// <summary>
    /// Reads how the model scores without each modality; null for a model of a single one, for a learner, or if an earlier version wrote the fold. Like the
    /// negative control it is no part of the fold's completeness.
    /// </summary>
    /// <param name="predictions">The fold's predictions, from all modalities.</param>
    /// <exception cref="InvalidDataException">The file is damaged; the message gives its path and the place.</exception>
    public Occlusion? ReadOcclusion(Predictions predictions) => File.Exists(OcclusionPath)
        ? Named(OcclusionPath, () => Occlusion.Parse(CsvTable.ReadText(OcclusionPath), predictions.Items.Count)) : null;

    /// <summary>Reads the predictions with sessions that begin at each condition; null for a model to which it does not matter when one begins.</summary>
    /// <param name="predictions">The fold's predictions, from the true start.</param>
    /// <exception cref="InvalidDataException">The file is damaged; the message gives its path and the place.</exception>
    public StartPredictions? ReadStarts(Predictions predictions) => File.Exists(StartsPath)
        ? Named(StartsPath, () => StartPredictions.Parse(CsvTable.ReadText(StartsPath), predictions)) : null;

    /// <summary>Reads the test windows that the model got most wrong, worst first; none if an earlier version wrote the fold.</summary>
    /// <param name="predictions">The fold's predictions, which they are among.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or of other windows; the message gives its path and the reason.</exception>
    public IReadOnlyList<ExampleWindow> ReadExamples(Predictions predictions)
    {
        if (!File.Exists(ExamplesPath))
            return [];
        using FileStream stream = File.OpenRead(ExamplesPath);
        HashSet<(double, int)> predicted = [.. predictions.Items.Select(p => (p.StartSeconds, p.Label))];
        return Named(ExamplesPath, () => ExampleWindow.Read(stream) is var read && read.All(e => predicted.Contains((e.StartSeconds, e.Label)))
            ? read : throw new InvalidDataException("its windows are not among those that were predicted."));
    }

    /// <summary>Reads whom each of the fold's models was trained on; null for one that does not say.</summary>
    /// <exception cref="InvalidDataException">A file is damaged; the message gives its path and the reason.</exception>
    public IReadOnlyList<IReadOnlyList<TrainingSubject>?> ReadTraining() =>
    [
        .. Directory.GetFiles(_models, "model*.safetensors").Order(StringComparer.Ordinal).Select(path => Named(path, () =>
        {
            using FileStream stream = File.OpenRead(path);
            return ModelMetadata.Read(SafeTensors.ReadMetadata(stream)).Training;
        })),
        .. Directory.GetFiles(_models, "model*.json").Order(StringComparer.Ordinal).Select(path => Named(path, () => ModelMetadata.ReadTraining(path))),
    ];

    /// <summary>Reads which recordings the encoders that the fold's networks started from were pretrained on; none without an encoder.</summary>
    /// <exception cref="InvalidDataException">A file is damaged; the message gives its path and the reason.</exception>
    public IReadOnlyList<TrainingSubject> ReadPretraining() =>
        [.. Directory.GetFiles(_models, "model*.safetensors").Order(StringComparer.Ordinal).SelectMany(path => Named(path, () =>
        {
            using FileStream stream = File.OpenRead(path);
            return ModelMetadata.Read(SafeTensors.ReadMetadata(stream)).Pretraining ?? [];
        })).Distinct()];

    /// <summary>Writes a subject's part of a fold, and the model unless it is shared; removes the checkpoints of one that is not.</summary>
    internal void Save(IReadOnlyList<ModelFile> models, FoldTest test)
    {
        Directory.CreateDirectory(_folder);
        foreach ((string path, byte[] content) in Content(models, test))
            AtomicFile.Write(path, content);
        if (Shared == null)
            Checkpoints.Clear();
    }

    /// <summary>Returns every file of a subject's part of a fold, in the order in which they are written; the model's unless it is shared.</summary>
    internal IEnumerable<(string Path, byte[] Content)> Content(IReadOnlyList<ModelFile> models, FoldTest test)
    {
        IReadOnlyList<ModelFile> own = Shared == null ? models : [];
        var listed = new SortedDictionary<string, byte[]>(test.Files.ToDictionary(), StringComparer.Ordinal);
        foreach (ModelFile model in own)
            listed[model.Name] = model.ToArray();
        (string, byte[])[] before = [.. listed.Concat(test.Unlisted).Select(f => (Path.Combine(_folder, f.Key), f.Value))];
        byte[] predictions = listed[FoldTest.PredictionsName] = Encoding.UTF8.GetBytes(test.Predictions.ToCsv());
        return [.. before, (HistoryPath, HistoryFile.Of(own, listed).ToJson()), (PredictionsPath, predictions)];
    }

    /// <summary>Returns the files that depend on the model's answers alone, without the model and the course of its training.</summary>
    internal IEnumerable<(string Path, byte[]? Content)> Answers(FoldTest test) => FoldTest.Names.Select(name => (Path.Combine(_folder, name),
        name == FoldTest.PredictionsName ? Encoding.UTF8.GetBytes(test.Predictions.ToCsv()) : test.Files.GetValueOrDefault(name) ?? test.Unlisted.GetValueOrDefault(name)));

    /// <summary>Reads the fold's model.</summary>
    /// <exception cref="InvalidDataException">A file is missing or damaged; the message names it.</exception>
    internal IModel LoadModel(ModelTable models) => models.Load(_models);

    /// <summary>Reads a complete fold; null if there is none yet.</summary>
    /// <exception cref="InvalidDataException">A file is missing, damaged, or not of these windows; the message names it.</exception>
    internal FoldResult? Load()
    {
        if (!File.Exists(PredictionsPath))
            return null;
        HistoryFile history = HistoryFile.Read(HistoryPath);
        SharedModel.Require(_folder, history.Sha256);
        return new FoldResult(
            Named(PredictionsPath, () => Predictions.Parse(CsvTable.ReadText(PredictionsPath))), Shared?.Load() ?? history.Epochs);
    }

    /// <summary>Returns what <paramref name="read"/> reads; adds the path to its errors.</summary>
    private static T Named<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }
}
