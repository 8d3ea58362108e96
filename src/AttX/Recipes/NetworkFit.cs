using AttX.Ground;
using AttX.ModelFiles;
using AttX.Models;
using AttX.Options;
using AttX.Training;

namespace AttX.Recipes;

/// <summary>Trains the networks of a recipe, each from its last checkpoint where there is one.</summary>
internal sealed class NetworkFit
{
    private static readonly TimeSpan CheckpointInterval = TimeSpan.FromSeconds(2);

    private readonly ExperimentOptions _options;
    private readonly Lazy<double> _operations;

    public NetworkFit(ExperimentOptions options) => (_options, _operations) = (options, new Lazy<double>(Operations));

    /// <summary>Floating-point operations of training all networks.</summary>
    public double Work(FitData data) => _operations.Value * _options.Epochs * data.Training.Sum(s => (double)s.Windows.Count);

    /// <summary>Whether these are the histories of the networks' files, each with all epochs.</summary>
    public bool Recognises(IReadOnlyDictionary<string, IReadOnlyList<EpochSummary>> histories) =>
        histories.Keys.Order().SequenceEqual(_options.Networks.Select(FileName).Order())
        && histories.Values.All(epochs => epochs.Count == _options.Epochs);

    /// <summary>Trains one network.</summary>
    /// <param name="network">Which of the options' networks.</param>
    /// <param name="windows">The windows.</param>
    /// <param name="context">Seeds, checkpoints, who watches.</param>
    /// <param name="keepsCheckpoint">Whether the last epoch gets a checkpoint too, because other networks are trained after it.</param>
    public FittedNetwork Fit(BranchSelection network, FitWindows windows, FitContext context, bool keepsCheckpoint = false)
    {
        IReadOnlyList<int> inputs = _options.Inputs(network);
        LabelledWindows data = windows.Training(inputs), heldOut = windows.HeldOut(inputs);
        (AttXNet net, Trainer trainer) = Resume(network, data, context, windows.Name);
        Report(context.Observer, trainer.History.Count, resumed: trainer.History.Count > 0);
        var observers = new List<ITrainingObserver> { new EpochProgress(epochs => Report(context.Observer, epochs, resumed: false), context.Observer.EpochCompleted) };
        if (context.Checkpoints is { } store)
            observers.Add(new Checkpointing(() => store.Save(FileName(network), trainer.SaveCheckpoint), CheckpointInterval, keepsCheckpoint, context.Cancellation));
        EarlyStopping? stopping = heldOut.Count > 0 ? new EarlyStopping(net, heldOut, context.Patience) : null;
        if (stopping != null)
            observers.Add(stopping);
        trainer.Run(new TrainingObservers(observers), context.Cancellation);
        return Fitted(net, network, windows, data.Count, History(trainer, stopping), stopping?.BestEpoch);
    }

    private FittedNetwork Fitted(
        AttXNet net, BranchSelection network, FitWindows windows, int count, IReadOnlyList<EpochSummary> history, int? bestEpoch)
    {
        EpochSummary kept = history[(bestEpoch ?? history.Count) - 1];
        IReadOnlyList<int> inputs = _options.Inputs(network);
        var metadata = new ModelMetadata
        {
            Options = _options,
            Branches = network,
            Statistics = windows.Statistics is { } statistics ? [.. _options.AxesOf(inputs).Select(axis => statistics[axis])] : null,
            Training = windows.Subjects,
        };
        return new FittedNetwork(
            new TrainedModel(net, metadata), history, new TrainingSummary(count, history.Count, kept.Epoch, kept.Loss, kept.Accuracy, kept.HeldOut));
    }

    private static IReadOnlyList<EpochSummary> History(Trainer trainer, EarlyStopping? stopping) =>
        stopping == null ? trainer.History : [.. trainer.History.Zip(stopping.Scores, (epoch, score) => epoch with { HeldOut = score })];

    private (AttXNet Net, Trainer Trainer) Resume(
        BranchSelection network, LabelledWindows data, FitContext context, string name)
    {
        (AttXNet Net, Trainer Trainer) fresh = Fresh(network, data, context);
        try
        {
            using Stream? checkpoint = context.Checkpoints?.Open(FileName(network));
            if (checkpoint != null)
                fresh.Trainer.LoadCheckpoint(checkpoint);
            return fresh;
        }
        catch (InvalidDataException e)
        {
            context.Observer.Note($"{e.Message} {name} starts anew.");
            return Fresh(network, data, context);
        }
    }

    private (AttXNet Net, Trainer Trainer) Fresh(BranchSelection network, LabelledWindows data, FitContext context)
    {
        ulong seed = context.SeedOf("network " + network.SeedName);
        var net = new AttXNet(_options.Network(network), Rng.Derive(seed, "weights"));
        return (net, new Trainer(net, _options.Training(), data, Rng.Derive(seed, "training")));
    }

    private void Report(IFitObserver observer, double epochs, bool resumed) => observer.Advanced(epochs / _options.Epochs, resumed);

    private string FileName(BranchSelection network) => TrainedModel.FileNameOf(_options, network);

    /// <summary>Floating-point operations of one window's way forth and back through all networks.</summary>
    private double Operations()
    {
        int samples = _options.Preprocessing().Spec.WindowSamples;
        return _options.Networks.Sum(network =>
            (double)new AttXNetPass(new AttXNet(_options.Network(network), seed: 0), 2, samples, training: true).FloatingPointOperations);
    }
}
