using AttX.Ground;
using AttX.Models;
using AttX.Nn.Optimizers;
using AttX.Nn.Serialization;

namespace AttX.Training;

/// <summary>Trains one network on one thread: Adam on the cross-entropy of shuffled batches, with what <see cref="TrainingOptions"/> adds.</summary>
public sealed class Trainer
{
    private const string AveragePrefix = "average.";

    // Stretches of sessions in a step, so that batch norm sees several people.
    private const int FewestChunks = 4;
    private readonly AttXNet _net;
    private readonly TrainingOptions _options;
    private readonly LabelledWindows _data;
    private readonly ulong _seed;
    private readonly Adam _adam;
    private readonly AttXNetPass _pass;
    private readonly (int First, int Count)[] _chunks;
    private readonly int _chunksPerStep;
    private readonly int[] _labels;
    private readonly float[] _classWeights;
    private readonly WeightAverage? _average;
    private readonly List<EpochSummary> _history = [];

    /// <summary>Creates a trainer of a new network.</summary>
    /// <param name="net">The network, whose weights are updated.</param>
    /// <param name="options">The training settings.</param>
    /// <param name="data">The training windows, at least 2; modalities in the order of the network's branches.</param>
    /// <param name="seed">Seed of the order of windows in each epoch, of the sensors hidden from them, and of their random changes.</param>
    public Trainer(AttXNet net, TrainingOptions options, LabelledWindows data, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(data.Count, 2);
        (_net, _options, _data, _seed) = (net, options, data, seed);
        _adam = new Adam(net.Arena, options.LearningRate, options.WeightDecay);
        _chunks = [.. data.Chunks];
        int longest = _chunks.Max(chunk => chunk.Count), most = longest == 1 ? options.BatchSize : Math.Max(FewestChunks, options.BatchSize / longest);
        _chunksPerStep = Math.Min(most, _chunks.Length);
        _pass = new AttXNetPass(net, _chunksPerStep * longest, data.WindowSamples, training: true);
        _labels = new int[_pass.Samples];
        _classWeights = options.BalanceClasses ? ClassWeights(data, net.Options.Classes) : [];
        Network = options.WeightAveraging > 0 ? new AttXNet(net.Options, seed: 0) : net;
        _average = options.WeightAveraging > 0 ? new WeightAverage(net.Arena, Network.Arena, options.WeightAveraging) : null;
    }

    /// <summary>
    /// The network to predict with, up to date after each step: the one in training or, with weight averaging, one of the same shape whose
    /// weights and running statistics are averages of its.
    /// </summary>
    public AttXNet Network { get; }

    /// <summary>Summaries of the epochs done so far.</summary>
    public IReadOnlyList<EpochSummary> History => _history;

    /// <summary>Runs the remaining epochs, unless the observer ends training earlier.</summary>
    /// <exception cref="InvalidDataException">The loss is no longer finite.</exception>
    public void Run(ITrainingObserver observer, CancellationToken cancellation)
    {
        while (_history.Count < _options.Epochs && !observer.WantsStop)
            RunEpoch(observer, cancellation);
        observer.TrainingCompleted();
    }

    /// <summary>Runs one epoch. Checkpoints may be taken between epochs; a cancelled epoch is repeated, not resumed.</summary>
    /// <exception cref="InvalidDataException">The loss is no longer finite.</exception>
    public void RunEpoch(ITrainingObserver observer, CancellationToken cancellation)
    {
        int epoch = _history.Count + 1;
        int[] order = [.. Enumerable.Range(0, _chunks.Length)];
        new Rng(Rng.Derive(_seed, $"epoch {epoch}")).Shuffle(order);
        int used = Used, steps = StepsPerEpoch;
        Augmentation? augmentation = _options.Augmentations.Count == 0 ? null
            : new Augmentation(_options.Augmentations, _seed, epoch, _data.WindowSamples * _net.Options.Branches.Max(b => b.Axes));
        SensorDropout? dropout = _options.SensorDropout > 0 ? new SensorDropout(_options.SensorDropout, _seed, epoch) : null;
        double loss = 0;
        int correct = 0, seen = 0;
        for (int step = 0; step < steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            int first = step * _chunksPerStep;
            int count = Fill(order.AsSpan(first, Math.Min(_chunksPerStep, used - first)), augmentation, dropout);
            loss += Step(count, ref correct);
            seen += count - _labels.AsSpan(0, count).Count(-1);
            // A step's loss is that of the weights before it: after the last step, only the weights themselves show divergence.
            if (!double.IsFinite(loss) || (step == steps - 1 && !_net.Arena.IsFinite()))
                throw new InvalidDataException($"Training diverged in epoch {epoch}: the loss is no longer finite. Lower --learning-rate.");
            observer.StepCompleted(epoch, step + 1, steps);
        }

        EpochSummary summary = new(epoch, loss / seen, (double)correct / seen);
        _history.Add(summary);
        observer.EpochCompleted(summary);
    }

    /// <summary>Writes everything that the coming epochs depend on.</summary>
    public void SaveCheckpoint(Stream stream)
    {
        List<NamedTensor> tensors =
        [
            new("adam.m", [_adam.FirstMoments.Length], _adam.FirstMoments.ToArray()),
            new("adam.v", [_adam.SecondMoments.Length], _adam.SecondMoments.ToArray()),
            .. _net.Arena.Parameters.Select(p => AttXNet.Export(p, p.Values)),
        ];
        if (_average != null)
            tensors.AddRange(Network.Arena.Parameters.Select(p => AttXNet.Export(p, p.Values)).Select(t => t with { Name = AveragePrefix + t.Name }));
        SafeTensors.Write(stream, tensors, TrainerCheckpoint.Metadata(_adam.Steps, _history, _data.Count, _options, _seed));
    }

    /// <summary>Continues from a checkpoint, with the same bits as without interruption.</summary>
    /// <exception cref="InvalidDataException">Not a checkpoint of this network, these options and these data.</exception>
    public void LoadCheckpoint(Stream stream)
    {
        SafeTensorsFile file = SafeTensors.Read(stream);
        (int steps, IReadOnlyList<EpochSummary> history) = TrainerCheckpoint.Parse(file.Metadata, _data.Count, _options, _seed);
        NamedTensor m = file["adam.m"], v = file["adam.v"];
        if (m.Data.Length != _adam.FirstMoments.Length || v.Data.Length != _adam.SecondMoments.Length)
            throw new InvalidDataException("The checkpoint is of another network: its optimizer state has another size.");
        ILookup<bool, NamedTensor> weights = file.Tensors.Where(t => !t.Name.StartsWith("adam.", StringComparison.Ordinal))
            .ToLookup(t => t.Name.StartsWith(AveragePrefix, StringComparison.Ordinal));
        _net.Load(file with { Tensors = [.. weights[false]] });
        if (_average != null)
            Network.Load(file with { Tensors = [.. weights[true].Select(t => t with { Name = t.Name[AveragePrefix.Length..] })] });
        m.Data.CopyTo(_adam.FirstMoments);
        v.Data.CopyTo(_adam.SecondMoments);
        _adam.Steps = steps;
        _history.Clear();
        _history.AddRange(history);
    }

    /// <summary>
    /// Chunks of an epoch, each a window or, with context, a stretch of a session. A batch of one window has no variance, and one of a stretch
    /// hardly any: a single remaining one is skipped.
    /// </summary>
    private int Used => _chunksPerStep > 1 && _chunks.Length % _chunksPerStep == 1 ? _chunks.Length - 1 : _chunks.Length;

    private int StepsPerEpoch => (Used + _chunksPerStep - 1) / _chunksPerStep;

    /// <summary>The learning rate of the coming step.</summary>
    private double Rate => _options.Schedule == LearningRateSchedule.Constant ? _options.LearningRate
        : _options.LearningRate * (1 + Math.Cos(Math.PI * _adam.Steps / ((double)_options.Epochs * StepsPerEpoch))) / 2;

    /// <summary>Weighs each class by the inverse of its number of windows; the mean over all windows is 1.</summary>
    private static float[] ClassWeights(LabelledWindows data, int classes) =>
        [.. Enumerable.Range(0, classes).Select(c => (float)data.LabelledCount / (classes * Math.Max(data.Labels.Count(label => label == c), 1)))];

    /// <summary>Fills the pass with chunks, one after another; returns the number of windows.</summary>
    private int Fill(ReadOnlySpan<int> chunks, Augmentation? augmentation, SensorDropout? dropout)
    {
        int n = 0;
        foreach (int chunk in chunks)
        {
            (int first, int count) = _chunks[chunk];
            for (int i = 0; i < count; i++, n++)
            {
                augmentation?.BeginWindow(isAlone: count == 1, isFirst: i == 0);
                for (int branch = 0; branch < _net.BranchNames.Count; branch++)
                {
                    Span<float> input = _pass.Input(branch, n);
                    _data.Signal(branch, first + i).CopyTo(input);
                    augmentation?.Apply(input, _net.Options.Branches[branch].Axes);
                }

                if (dropout != null && i > 0)
                    _pass.Present(n - 1).CopyTo(_pass.Present(n));
                else
                    dropout?.Draw(_pass.Present(n));
                _data.CopyFeatures(first + i, dropout == null ? [] : _pass.Present(n), _pass.Features(n));
                _labels[n] = _data.Labels[first + i];
            }

            Link(n - count, first, count);
        }

        return n;
    }

    /// <summary>Makes each window of a chunk continue the good one before it, as in a session.</summary>
    private void Link(int sample, int first, int count)
    {
        for (int i = 0, previous = -1; i < count && !_pass.Previous.IsEmpty; i++)
        {
            _pass.Previous[sample + i] = previous;
            previous = _data.IsGood(first + i) ? sample + i : previous;
        }
    }

    private double Step(int windows, ref int correct)
    {
        _pass.Forward(windows);
        for (int n = 0; n < windows; n++)
            if (Predictor.ArgMax(_pass.Logits(n)) == _labels[n])
                correct++;
        double loss = _pass.Backward(_labels.AsSpan(0, windows), _options.LabelSmoothing, _classWeights);
        _adam.LearningRate = Rate;
        _adam.Step();
        _average?.Update(_adam.Steps);
        return loss;
    }
}
