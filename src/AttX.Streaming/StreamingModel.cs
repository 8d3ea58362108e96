using AttX.ModelFiles;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Signals.Quality;
using AttX.Signals;

namespace AttX.Streaming;

/// <summary>
/// A trained model for any number of sessions on any number of threads: the weights are shared, and of the memory of a pass there is
/// only as much as windows are being estimated at one moment.
/// </summary>
public sealed class StreamingModel
{
    private readonly Lock _gate = new();
    private readonly Stack<Workbench> _idle = [];
    private readonly Ensemble _ensemble;

    /// <summary>A model in memory.</summary>
    public StreamingModel(Ensemble ensemble)
    {
        ArgumentNullException.ThrowIfNull(ensemble);
        _ensemble = ensemble;
        PreprocessingOptions preprocessing = ensemble.Options.Preprocessing();
        (Modalities, Spec, Task) = (preprocessing.Modalities, preprocessing.Spec, preprocessing.Task);
        Normalisation = preprocessing.Normalisation;
        Statistics = ensemble.Statistics;
    }

    /// <summary>The modalities that a session must receive.</summary>
    public IReadOnlyList<Modality> Modalities { get; }

    /// <summary>The windows that it decides about, and how often.</summary>
    public WindowSpec Spec { get; }

    /// <summary>What it tells apart.</summary>
    public ClassificationTask Task { get; }

    internal Normalisation Normalisation { get; }

    internal IReadOnlyList<ChannelStatistics>? Statistics { get; }

    /// <summary>Reads a model: <c>model.safetensors</c>, or a fold's folder.</summary>
    /// <exception cref="InvalidDataException">No model, or one that cannot be used: says the path and what is wrong.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static StreamingModel Load(string path) => new(Ensemble.Load(path));

    /// <summary>How many workbenches wait for work.</summary>
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
        return new Workbench(_ensemble);
    }

    internal void Return(Workbench bench)
    {
        lock (_gate)
            _idle.Push(bench);
    }
}

/// <summary>What it takes to decide about a window; held only while one is decided about.</summary>
internal sealed class Workbench(Ensemble ensemble)
{
    private readonly Dictionary<ChannelRate, WindowQuality> _quality = [];

    public EnsemblePredictor Predictor { get; } = new(ensemble);

    public WindowSpec Spec { get; } = ensemble.Options.Preprocessing().Spec;

    /// <summary>A window at the common rate.</summary>
    public double[] Values { get; } = new double[ensemble.Options.Preprocessing().Spec.WindowSamples];

    /// <summary>What a signal of ones becomes.</summary>
    public double[] Unit { get; } = new double[ensemble.Options.Preprocessing().Spec.WindowSamples];

    public WindowQuality Quality(ChannelRate channel)
    {
        if (!_quality.TryGetValue(channel, out WindowQuality? quality))
            _quality[channel] = quality = new WindowQuality(
                channel.Modality, channel.SamplingRateHz, WindowQuality.NativeSamples(Spec, channel.SamplingRateHz));
        return quality;
    }
}
