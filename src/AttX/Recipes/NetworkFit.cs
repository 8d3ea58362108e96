using AttX.Ground;
using AttX.ModelFiles;
using AttX.Models;
using AttX.Options;
using AttX.Training;

namespace AttX.Recipes;

/// <summary>Trains the networks of a recipe, each from its last checkpoint, if any.</summary>
internal sealed class NetworkFit
{
    private static readonly TimeSpan CheckpointInterval = TimeSpan.FromSeconds(2);

    private readonly ExperimentOptions _options;
    private readonly Lazy<double> _operations;
    private readonly PretrainedEncoder? _encoder;

    /// <summary>Prepares to train.</summary>
    /// <param name="options">The options.</param>
    /// <exception cref="OptionsException">The encoder of the options does not fit.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public NetworkFit(ExperimentOptions options)
    {
        (_options, _operations) = (options, new Lazy<double>(Operations));
        if (options.Init == null)
            return;
        _encoder = PretrainedEncoder.Load(options.Init);
        if (_encoder.Misfit(options) is { } problem)
            throw new OptionsException([$"--init {options.Init.Path} does not fit: {problem}."]);
    }

    /// <summary>Floating-point operations of training all networks.</summary>
    public double Work(FitData data) => _operations.Value * _options.Ensemble * _options.Epochs * data.Training.Sum(s => (double)s.Windows.Count);

    /// <summary>Returns whether these are the histories of the networks' files, each with all epochs.</summary>
    public bool Recognises(IReadOnlyDictionary<string, IReadOnlyList<EpochSummary>> histories) =>
        histories.Keys.Order().SequenceEqual(_options.Networks.Select(FileName).Order())
        && histories.Values.All(epochs => epochs.Count == _options.Epochs);

    /// <summary>Trains one network, or as many as the options' ensemble has, one after another.</summary>
    /// <param name="network">The network to train, one of the options'.</param>
    /// <param name="windows">The windows.</param>
    /// <param name="context">Seeds, checkpoints and observers.</param>
    /// <param name="keepsCheckpoint">Whether the last epoch is also checkpointed, because other networks are trained afterwards.</param>
    public FittedNetwork Fit(BranchSelection network, FitWindows windows, FitContext context, bool keepsCheckpoint = false)
    {
        int count = _options.Ensemble;
        return count == 1 ? FitMember(network, 0, windows, context, keepsCheckpoint)
            : FittedNetwork.Combine([.. Enumerable.Range(0, count).Select(member => FitMember(
                network, member, windows, context with { Observer = new PartObserver(context.Observer, member, count) }, keepsCheckpoint: true))]);
    }

    private FittedNetwork FitMember(BranchSelection network, int member, FitWindows windows, FitContext context, bool keepsCheckpoint)
    {
        IReadOnlyList<int> inputs = _options.Inputs(network);
        LabelledWindows data = windows.Training(inputs), heldOut = windows.HeldOut(inputs);
        (Trainer trainer, EarlyStopping? stopping) = Resume(network, member, (data, heldOut), context, windows.Name);
        Report(context.Observer, trainer.History.Count, resumed: trainer.History.Count > 0);
        var observers = new List<ITrainingObserver> { new EpochProgress(epochs => Report(context.Observer, epochs, resumed: false), context.Observer.EpochCompleted) };
        if (stopping != null)
            observers.Add(stopping);
        if (context.Checkpoints is { } store)
            observers.Add(new Checkpointing(() => store.Save(CheckpointName(network, member), stream => Save(stream, trainer, stopping)), CheckpointInterval, keepsCheckpoint, context.Cancellation));
        trainer.Run(new TrainingObservers(observers), context.Cancellation);
        return Fitted(trainer.Network, network, windows, data.LabelledCount, History(trainer, stopping), stopping?.BestEpoch);
    }

    private FittedNetwork Fitted(
        AttXNet net, BranchSelection network, FitWindows windows, int count, IReadOnlyList<EpochSummary> history, int? bestEpoch)
    {
        EpochSummary kept = history[(bestEpoch ?? history.Count) - 1];
        IReadOnlyList<int> inputs = _options.Inputs(network);
        var metadata = new ModelMetadata
        {
            Options = _options with { Init = _options.Init?.Anonymous },
            Pretraining = _encoder?.Training,
            Branches = network,
            Statistics = windows.Statistics is { } statistics ? [.. _options.AxesOf(inputs).Select(axis => statistics[axis])] : null,
            Training = windows.Subjects,
            Features = windows.Features,
        };
        return new FittedNetwork(
            new TrainedModel(net, metadata), history, new TrainingSummary(count, history.Count, kept.Epoch, kept.Loss, kept.Accuracy, kept.HeldOut));
    }

    private static IReadOnlyList<EpochSummary> History(Trainer trainer, EarlyStopping? stopping) =>
        stopping == null ? trainer.History : [.. trainer.History.Zip(stopping.Scores, (epoch, score) => epoch with { HeldOut = score })];

    private (Trainer, EarlyStopping?) Resume(
        BranchSelection network, int member, (LabelledWindows Training, LabelledWindows HeldOut) data, FitContext context, string name)
    {
        (Trainer, EarlyStopping?) fresh = Fresh();
        try
        {
            using Stream? checkpoint = context.Checkpoints?.Open(CheckpointName(network, member));
            if (checkpoint != null)
                Load(checkpoint, fresh);
            return fresh;
        }
        catch (InvalidDataException e)
        {
            context.Observer.Note($"{e.Message} {name} starts anew.");
            return Fresh();
        }

        (Trainer, EarlyStopping?) Fresh()
        {
            Trainer trainer = this.Fresh(network, member, data.Training, context);
            return (trainer, data.HeldOut.Count > 0 ? new EarlyStopping(trainer.Network, data.HeldOut, context.Patience) : null);
        }
    }

    /// <summary>Writes a checkpoint: the trainer's alone or, with early stopping, its length, itself, and the state of the stopping.</summary>
    private static void Save(Stream stream, Trainer trainer, EarlyStopping? stopping)
    {
        if (stopping == null)
        {
            trainer.SaveCheckpoint(stream);
            return;
        }

        using var content = new MemoryStream();
        trainer.SaveCheckpoint(content);
        stream.Write(BitConverter.GetBytes(content.Length));
        content.WriteTo(stream);
        stopping.SaveCheckpoint(stream);
    }

    private static void Load(Stream stream, (Trainer Trainer, EarlyStopping? Stopping) fresh)
    {
        if (fresh.Stopping == null)
        {
            fresh.Trainer.LoadCheckpoint(stream);
            return;
        }

        using var all = new MemoryStream();
        stream.CopyTo(all);
        byte[] bytes = all.ToArray();
        long length = bytes.Length < sizeof(long) ? -1 : BitConverter.ToInt64(bytes);
        if (length < 0 || length > bytes.Length - sizeof(long))
            throw new InvalidDataException("The checkpoint is truncated.");
        fresh.Trainer.LoadCheckpoint(new MemoryStream(bytes, sizeof(long), (int)length));
        fresh.Stopping.LoadCheckpoint(new MemoryStream(bytes, sizeof(long) + (int)length, bytes.Length - sizeof(long) - (int)length), fresh.Trainer.History.Count);
    }

    /// <summary>Creates a trainer; the first member of an ensemble is the network that would be trained alone.</summary>
    private Trainer Fresh(BranchSelection network, int member, LabelledWindows data, FitContext context)
    {
        ulong alone = context.SeedOf("network " + network.SeedName), seed = member == 0 ? alone : Rng.Derive(alone, $"member {member + 1}");
        var net = new AttXNet(_options.Network(network), Rng.Derive(seed, "weights"));
        if (_encoder?.CopyTo(net) is { } start && start.Copied < start.All)
            context.Observer.Note($"{start.All - start.Copied} of {start.All} tensors before the head start from random weights: the encoder has other connections.");
        return new Trainer(net, _options.Training(), data, Rng.Derive(seed, "training"));
    }

    private void Report(IFitObserver observer, double epochs, bool resumed) => observer.Advanced(epochs / _options.Epochs, resumed);

    private string CheckpointName(BranchSelection network, int member) =>
        member == 0 ? FileName(network) : FormattableString.Invariant($"model.member{member + 1}.safetensors");

    private string FileName(BranchSelection network) => TrainedModel.FileNameOf(_options, network);

    /// <summary>Floating-point operations of one window's forward and backward pass through all networks.</summary>
    private double Operations()
    {
        int samples = _options.Preprocessing().Spec.WindowSamples;
        return _options.Networks.Sum(network =>
            (double)new AttXNetPass(new AttXNet(_options.Network(network), seed: 0), 2, samples, training: true).FloatingPointOperations);
    }
}
