using AttX.Datasets;
using AttX.Ground;
using AttX.ModelFiles;
using AttX.Models;
using AttX.Options;
using AttX.Runs;
using AttX.Signals.Preprocessing;
using AttX.Signals;
using AttX.Training;
using AttX.Windows;

namespace AttX.Recipes;

/// <summary>Trains one model on all subjects, to be used on others.</summary>
/// <param name="source">The recordings.</param>
/// <param name="options">How; its subjects are those trained on and those held out together.</param>
public sealed class ModelTraining(IRecordingSource source, ExperimentOptions options)
{
    /// <summary>Subjects that are not trained on but decide when to stop; empty: train for all epochs.</summary>
    public IReadOnlyList<string> HeldOut { get; init; } = [];

    /// <summary>Epochs without a lower loss on the held-out subjects after which training stops.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>A leave-one-subject-out run of the same configuration, whose scores the model's card quotes; null: none.</summary>
    public StoredRun? Scored { get; init; }

    /// <summary>Subjects read at a time.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Where preprocessed windows are kept; null: nowhere.</summary>
    public WindowCache? Cache { get; init; }

    /// <summary>Trains.</summary>
    /// <param name="observer">Is told of progress, as of one fold named "model".</param>
    /// <param name="cancellation">Stops it; nothing is kept then.</param>
    /// <exception cref="OptionsException">The options are wrong or do not make one model.</exception>
    /// <exception cref="InvalidDataException">The data are not fit, or training diverged.</exception>
    public TrainedModel Run(IExperimentObserver observer, CancellationToken cancellation)
    {
        if (Problems() is { Count: > 0 } problems)
            throw new OptionsException(problems);
        var cohort = new Cohort(source, Cache, Workers);
        IReadOnlyDictionary<string, PreparedSubject> subjects = cohort.Prepare(options, observer, cancellation);
        string[] unknown = [.. HeldOut.Except(subjects.Keys)];
        if (unknown.Length > 0 || HeldOut.Count >= subjects.Count)
            throw new OptionsException([$"--hold-out {string.Join(',', HeldOut)}: must leave somebody to train on, and be among {string.Join(", ", subjects.Keys)}."]);
        PreparedSubject[] seen = [.. subjects.Where(s => !HeldOut.Contains(s.Key)).Select(s => s.Value)];
        PreparedSubject[] held = [.. subjects.Where(s => HeldOut.Contains(s.Key)).Select(s => s.Value)];
        IReadOnlyList<ChannelStatistics>? statistics =
            options.Normalisation == Normalisation.Train ? Standardizer.Pool([.. seen.Select(s => s.Windows)]) : null;
        (AttXNet net, TrainingSummary summary) = Train(Windows(seen, statistics), Windows(held, statistics), observer, cancellation);
        var metadata = new ModelMetadata
        {
            Options = options with { Subjects = [] },
            Branches = options.Networks[0],
            Statistics = statistics,
            Training = [.. seen.Select(s => new TrainingSubject(s.Windows.Subject, s.Fingerprint)),
                .. held.Select(s => new TrainingSubject(s.Windows.Subject, s.Fingerprint) { HeldOut = true })],
            Summary = summary,
        };
        return new TrainedModel(net, metadata with { Card = ModelCard.Write(metadata, Scored) });
    }

    private IReadOnlyList<string> Problems() =>
    [
        .. OptionRules.Problems(options),
        .. options.Decision == null ? Array.Empty<string>()
            : ["--fusion decision makes a model of each modality: train each alone, with --modalities."],
        .. Patience >= 1 ? Array.Empty<string>() : [$"--patience must be at least 1, got {Patience}."],
    ];

    private LabelledWindows Windows(PreparedSubject[] subjects, IReadOnlyList<ChannelStatistics>? statistics) =>
        new([.. subjects.Select(s => statistics == null ? s.Windows : s.Windows.Standardise(statistics))], ClassScheme.Of(options.Classes));

    private (AttXNet Net, TrainingSummary Summary) Train(
        LabelledWindows data, LabelledWindows held, IExperimentObserver observer, CancellationToken cancellation)
    {
        const string name = "model";
        ulong seed = Rng.Derive(options.Seed, name);
        var net = new AttXNet(options.Network(options.Networks[0]), Rng.Derive(seed, "weights"));
        var trainer = new Trainer(net, options.Training(), data, Rng.Derive(seed, "training"));
        var progress = new EpochProgress(
            epochs => observer.FoldAdvanced(name, epochs / options.Epochs, resumed: false), epoch => observer.EpochCompleted(name, epoch));
        observer.FoldsBegin([(name, 1)]);
        (EpochSummary Epoch, HeldOutScore Score, byte[] Weights)? best = null;
        while (trainer.History.Count < options.Epochs && !(best is { } b && trainer.History.Count - b.Epoch.Epoch >= Patience))
        {
            trainer.RunEpoch(progress, cancellation);
            if (held.Count > 0 && HeldOutScore.Of(net, held) is var score && !(best is { } lowest && lowest.Score.Loss <= score.Loss))
                best = (trainer.History[^1], score, WeightsOf(net));
        }

        if (best is { } stopped)
            net.Load(Nn.Serialization.SafeTensors.Read(new MemoryStream(stopped.Weights)));
        EpochSummary kept = best?.Epoch ?? trainer.History[^1];
        return (net, new TrainingSummary(data.Count, trainer.History.Count, kept.Epoch, kept.Loss, kept.Accuracy, best?.Score));
    }

    private static byte[] WeightsOf(AttXNet net)
    {
        using var stream = new MemoryStream();
        net.Save(stream, new Dictionary<string, string>());
        return stream.ToArray();
    }
}
