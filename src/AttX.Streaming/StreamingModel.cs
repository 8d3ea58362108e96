using AttX.Ground;
using AttX.Inference;
using AttX.ModelFiles;
using AttX.Options;
using AttX.Signals;
using AttX.Signals.Features;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Signals.Quality;
using AttX.Training;

namespace AttX.Streaming;

/// <summary>
/// A trained model for any number of sessions on any number of threads. The weights are shared, and memory for passes is allocated
/// only for the windows estimated at the same time.
/// </summary>
public sealed class StreamingModel
{
    private readonly Lock _gate = new();
    private readonly Stack<Workbench> _idle = [];
    private readonly IModel _model;
    private readonly IReadOnlyList<ChannelStatistics>? _statistics;
    private readonly WindowFeatureSource? _features;

    /// <summary>Creates it from a model in memory.</summary>
    /// <exception cref="OptionsException">The model sees features that a live session cannot know.</exception>
    public StreamingModel(IModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        Preprocessing = model.Options.Preprocessing();
        (Modalities, Spec, Task) = (Preprocessing.Modalities, Preprocessing.Spec, Preprocessing.Task);
        if (model.Features != null && (Preprocessing.Filter != FilterKind.Causal || !Preprocessing.Normalisation.NeedsTraining()))
            throw new OptionsException([$"The model's features need the whole recording (--filter {DataGroup.NameOf(Preprocessing.Filter)}, --normalise " +
                $"{DataGroup.NameOf(Preprocessing.Normalisation)}), which a live session does not have: train it with the defaults of attx train."]);
        _features = model.Options.FeatureSource();
        // Of a model that sees no signals none are kept, and none are needed.
        _statistics = model.Statistics ?? (!Preprocessing.Normalisation.NeedsTraining() ? null
            : [.. Enumerable.Repeat(new ChannelStatistics(0, 0, 1), Modalities.AxisCount() * Preprocessing.Normalisation.Ways().Count)]);
    }

    /// <summary>The modalities that a session must receive; where <see cref="CanMissSensors"/>, one of them at least.</summary>
    public IReadOnlyList<Modality> Modalities { get; }

    /// <summary>Further modalities that a session may receive, from which the model takes features; those of one that it does not are missing.</summary>
    public IReadOnlyList<Modality> FeatureModalities => [.. _model.Options.RecordedModalities.Except(Modalities)];

    /// <summary>Whether sensors may be missing: the model was trained with some hidden.</summary>
    public bool CanMissSensors => _model.CanMissSensors;

    /// <summary>Length and overlap of the windows.</summary>
    public WindowSpec Spec { get; }

    /// <summary>The classification task.</summary>
    public ClassificationTask Task { get; }

    /// <summary>Whether it was trained on what a session has heard so far, so that a session needs no calibration.</summary>
    public bool KnowsSessions => Preprocessing.Normalisation.IsRunning();

    /// <summary>The statistics of somebody never heard before.</summary>
    /// <exception cref="OptionsException">The model uses no statistics of a person's sessions.</exception>
    public PersonStatistics UnknownPerson => PersonStatistics.Unknown(PersonRules.Required(_model.Options).Preprocessing(), FilterKind.Causal);

    internal PreprocessingOptions Preprocessing { get; }

    /// <summary>Creates a session's memory of its last windows, by their numbers.</summary>
    internal ContextMemory NewContext() => new(_model.Options.ContextWindows, 1, EmbeddingLength);

    /// <summary>Length of a window's embedding in it; 0 for a model without context.</summary>
    internal int EmbeddingLength => _model.EmbeddingLength;

    /// <summary>Returns what a session's estimates rest on.</summary>
    /// <param name="before">What earlier sessions heard; null: nothing.</param>
    public EstimateBasis BasisOf(IReadOnlyList<ChannelStatistics>? before) => Preprocessing.Normalisation == Normalisation.Train ? EstimateBasis.Training
        : before?.Any(s => s.Count > 0) == true && (KnowsSessions || before.All(s => s.StandardDeviation > 0)) ? EstimateBasis.Person
        : KnowsSessions ? EstimateBasis.Running : EstimateBasis.Calibration;

    /// <summary>Creates the source of mean and deviation of one channel of a session.</summary>
    /// <param name="modality">Its index among <see cref="Modalities"/>.</param>
    /// <param name="samplingRateHz">Its rate.</param>
    /// <param name="session">The session's options.</param>
    internal IScaleSource NewScales(int modality, int samplingRateHz, SessionOptions session)
    {
        int axes = Modalities[modality].Info().Axes.Count, before = Modalities.Take(modality).AxisCount();
        IReadOnlyList<ChannelStatistics>? heard = session.Statistics?.Skip(before).Take(axes).ToArray();
        Normalisation normalisation = Preprocessing.Normalisation;
        if (KnowsSessions || (normalisation == Normalisation.Train && Preprocessing.Filter == FilterKind.Causal))
        {
            int ways = normalisation.Ways().Count;
            return new SessionScales(normalisation, Modalities[modality], samplingRateHz, _model.Options.MemorySeconds,
                [.. _statistics!.Skip(before * ways).Take(axes * ways)], heard);
        }

        double adaptation = session.AdaptationSeconds ?? (normalisation == Normalisation.Subject ? 3600 : 0);
        IReadOnlyList<ChannelStatistics>? known = _statistics?.Skip(before).Take(axes).ToArray() ?? heard;
        return new CalibratedScales(axes, samplingRateHz, session, adaptation, known, heard);
    }

    /// <summary>Creates the source of mean and deviation of a channel of which only features are taken: none is needed.</summary>
    internal static IScaleSource NoScales(ChannelRate channel) => new SessionScales(Normalisation.Train, channel.Modality, channel.SamplingRateHz,
        double.PositiveInfinity, [.. Enumerable.Repeat(new ChannelStatistics(0, 0, 1), channel.Modality.Info().Axes.Count)], null);

    /// <summary>Begins a session's features; null for a model that sees none.</summary>
    internal SessionFeatures? NewFeatures() => _features == null ? null : new SessionFeatures(_features, _model.Features!.NewSession(Spec));

    /// <summary>Reads a model: <c>model.safetensors</c>, or a fold's folder.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="kinds">The kinds of models; null: networks alone.</param>
    /// <exception cref="InvalidDataException">Not a usable model; the message gives the path and the reason.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static StreamingModel Load(string path, ModelTable? kinds = null) => new((kinds ?? ModelTable.Default).Load(path));

    /// <summary>Number of idle workbenches.</summary>
    internal int Idle
    {
        get
        {
            lock (_gate)
                return _idle.Count;
        }
    }

    internal Workbench Rent()
    {
        lock (_gate)
            if (_idle.TryPop(out Workbench? bench))
                return bench;
        return new Workbench(_model);
    }

    internal void Return(Workbench bench)
    {
        lock (_gate)
            _idle.Push(bench);
    }
}

/// <summary>Memory for estimating one window; held only during the estimate.</summary>
internal sealed class Workbench(IModel model)
{
    private readonly Dictionary<ChannelRate, WindowQuality> _quality = [];

    public IModelPredictor Predictor { get; } = model.NewPredictor();

    public WindowSpec Spec { get; } = model.Options.Preprocessing().Spec;

    /// <summary>A window at the common rate.</summary>
    public double[] Values { get; } = new double[model.Options.Preprocessing().Spec.WindowSamples];

    /// <summary>The response to a signal of ones.</summary>
    public double[] Unit { get; } = new double[model.Options.Preprocessing().Spec.WindowSamples];

    public WindowQuality Quality(ChannelRate channel)
    {
        if (!_quality.TryGetValue(channel, out WindowQuality? quality))
            _quality[channel] = quality = new WindowQuality(
                channel.Modality, channel.SamplingRateHz, WindowQuality.NativeSamples(Spec, channel.SamplingRateHz));
        return quality;
    }
}
