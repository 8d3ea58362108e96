using AttX.Datasets;
using AttX.Evaluation;
using AttX.Ground;
using AttX.ModelFiles;
using AttX.Options;
using AttX.Recipes;
using AttX.Windows;

namespace AttX.Runs;

/// <summary>Trains one model on all subjects, to be used on others.</summary>
/// <param name="source">The recordings.</param>
/// <param name="options">The options; their subjects include those held out.</param>
public sealed class ModelTraining(IDataset source, ExperimentOptions options)
{
    private const string Name = "model";

    /// <summary>The options stored in the model's file, which lists the training subjects separately.</summary>
    private readonly ExperimentOptions _published = options with { Subjects = [], Split = Split.LeaveOneSubjectOut };

    /// <summary>Subjects held out from training to decide when to stop; empty: train for all epochs.</summary>
    public IReadOnlyList<string> HeldOut { get; init; } = [];

    /// <summary>Epochs without a lower loss on the held-out subjects after which training stops.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>A leave-one-subject-out run of the same configuration, whose scores the model's card quotes; null: none.</summary>
    public StoredRun? Scored { get; init; }

    /// <summary>Number of subjects read at once.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>The cache of preprocessed windows; null: no cache.</summary>
    public WindowCache? Cache { get; init; }

    /// <summary>The recipes that options select from.</summary>
    public RecipeTable Recipes { get; init; } = RecipeTable.Default;

    /// <summary>The data of the run that gave the options; a note says where these are others. Null: none did.</summary>
    public ConfiguredData? Configured { get; init; }

    /// <summary>Keeps what a later process needs to continue; null: nothing is kept.</summary>
    public UnfinishedTraining? Unfinished { get; init; }

    /// <summary>Trains the model.</summary>
    /// <param name="observer">Receives progress, as of one fold named "model".</param>
    /// <param name="cancellation">Cancels training, which can then be resumed if something is kept.</param>
    /// <exception cref="OptionsException">The options are wrong or do not make one model.</exception>
    /// <exception cref="InvalidDataException">The data are unsuitable, or training diverged.</exception>
    public PublishedModel Run(IExperimentObserver observer, CancellationToken cancellation)
    {
        if (Problems() is { Count: > 0 } problems)
            throw new OptionsException(problems);
        string? scores = Scored == null ? null : ScoreQuote.Of(Scored, _published);
        FitData data = Data(new Cohort(source, Cache, Workers).Prepare(options with { Split = Split.LeaveOneSubjectOut }, observer, cancellation));
        Configured?.Compare(data.Training.Concat(data.HeldOut), observer.Note);
        PretrainingRules.Require(options, [], new Dictionary<string, PreparedSubject>(), observer.Note); // nobody is tested
        ulong seed = Rng.Derive(options.Seed, Name);
        ICheckpointStore? checkpoints = Unfinished?.Begin(options, [.. Listed(data.Training, held: false), .. Listed(data.HeldOut, held: true)], Patience);
        observer.FoldsBegin([(Name, 1)]);
        try
        {
            return Recipes.For(_published).Fit(data, new FitContext
            {
                // A model of all subjects has a single part, whose seed has never had the part's name in it.
                SeedOf = _ => seed,
                Observer = new FoldProgressObserver(observer, Name, Unfinished == null ? null : new FitProgressWriter(Unfinished.Folder, options.Epochs)),
                Checkpoints = checkpoints,
                Patience = Patience,
                Cancellation = cancellation,
            }).Publish(scores);
        }
        catch (InvalidDataException)
        {
            Unfinished?.Remove(); // It would fail again.
            throw;
        }
    }

    private static IEnumerable<TrainingSubject> Listed(IReadOnlyList<PreparedSubject> subjects, bool held) =>
        subjects.Select(s => new TrainingSubject(s.Windows.Subject, s.Fingerprint) { HeldOut = held });

    private FitData Data(IReadOnlyDictionary<string, PreparedSubject> subjects)
    {
        string[] unknown = [.. HeldOut.Except(subjects.Keys)];
        if (unknown.Length > 0 || HeldOut.Count >= subjects.Count)
            throw new OptionsException([$"--hold-out {string.Join(',', HeldOut)}: must leave somebody to train on, and be among {string.Join(", ", subjects.Keys)}."]);
        return new FitData("Model", [.. subjects.Where(s => !HeldOut.Contains(s.Key)).Select(s => s.Value)])
        {
            HeldOut = [.. subjects.Where(s => HeldOut.Contains(s.Key)).Select(s => s.Value)],
        };
    }

    private IReadOnlyList<string> Problems() => OptionRules.Problems(options) is { Count: > 0 } problems ? problems :
    [
        .. Candidates.Possible(options).All(o => o.Decision == null) ? Array.Empty<string>()
            : ["--fusion decision makes a model of each modality: train each alone, with --modalities."],
        .. options.Learner == null || HeldOut.Count == 0 ? Array.Empty<string>()
            : [$"--hold-out {string.Join(',', HeldOut)} would be ignored: --learner {options.Learner} has no epochs to stop after. Leave it out."],
        .. Patience >= 1 ? Array.Empty<string>() : [$"--patience must be at least 1, got {Patience}."],
    ];
}
