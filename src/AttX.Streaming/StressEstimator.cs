using AttX.Evaluation;
using AttX.Inference;
using AttX.Models.Execution;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Training;

namespace AttX.Streaming;

/// <summary>
/// One person's session: samples in, one estimate per hop out. The estimates depend on the samples and their times, not on the division
/// into chunks. Thread-safe; nothing is allocated per sample.
/// </summary>
public sealed class StressEstimator
{
    /// <summary>Latest valid time; beyond it, samples could not be numbered.</summary>
    internal const double LatestSeconds = 1e12;

    private readonly Lock _gate = new();
    private readonly StreamingModel _model;
    private readonly ChannelStream[] _channels;
    private readonly SessionTimeline _timeline;

    // Each channel's place among the model's modalities; -1 for one of which only features are taken, which stand last.
    private readonly int[] _places;
    private readonly Action<Estimate> _onEstimate;
    private readonly SessionOptions _options;
    private readonly EstimateBasis _basis;
    private readonly SessionFeatures? _features;
    private readonly ContextMemory _context;
    private readonly float[] _embedding;
    private readonly Postprocessor _postprocessor;
    private long _window = long.MinValue;

    /// <summary>Starts a session.</summary>
    /// <param name="model">The model, shared.</param>
    /// <param name="channels">
    /// The model's modalities, each at its own rate; some of them for a model that can miss sensors; and any of <see cref="StreamingModel.FeatureModalities"/>.
    /// </param>
    /// <param name="onEstimate">
    /// Receives the estimates in order, on the thread whose samples completed the window; it must not push to this session.
    /// </param>
    /// <param name="options">Options for timing and calibration.</param>
    /// <exception cref="ArgumentException">Channels or options do not fit.</exception>
    public StressEstimator(
        StreamingModel model, IReadOnlyList<ChannelRate> channels, Action<Estimate> onEstimate, SessionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(onEstimate);
        (_model, _onEstimate, _options) = (model, onEstimate, options ?? new SessionOptions());
        _options.Validate(model.Modalities.AxisCount(), model.Spec, model.Task.Count);
        _postprocessor = new Postprocessor(_options.Postprocessing, model.Spec, model.Task.Positive);
        Check(channels);
        _features = model.NewFeatures();
        _basis = model.BasisOf(_options.Statistics);
        (_context, _embedding) = (model.NewContext(), new float[model.EmbeddingLength]);
        (int Place, ChannelRate Channel)[] placed = [.. model.Modalities.Index().SelectMany(m => channels.Where(c => c.Modality == m.Item).Select(c => (m.Index, c))),
            .. model.FeatureModalities.SelectMany(m => channels.Where(c => c.Modality == m)).Select(c => (-1, c))];
        _places = [.. placed.Select(c => c.Place)];
        _channels = [.. placed.Select(c => new ChannelStream(c.Channel, model.Preprocessing, _options,
            c.Place < 0 ? StreamingModel.NoScales(c.Channel) : model.NewScales(c.Place, c.Channel.SamplingRateHz, _options)))];
        _timeline = new SessionTimeline(_channels, _options.MaximumLagSeconds);
    }

    /// <summary>
    /// Time between a window's end and the last sample that its estimate needs: half the resampling filter of the slowest channel.
    /// </summary>
    public double DelaySeconds => _channels.Max(c => c.DelaySeconds);

    /// <summary>Returns how a channel's samples were handled.</summary>
    /// <exception cref="ArgumentException">The session has no such channel.</exception>
    public ChannelCounts Counts(Modality modality)
    {
        lock (_gate)
            return Find(modality).Counts;
    }

    /// <summary>
    /// What was heard so far of each axis of each modality, in the model's order and by whole seconds; earlier sessions'
    /// <see cref="SessionOptions.Statistics"/> included. Another session of the person, with channels of the same rates, may start from it.
    /// </summary>
    public IReadOnlyList<ChannelStatistics> Statistics
    {
        get
        {
            lock (_gate)
                return [.. _model.Modalities.SelectMany((modality, i) => Array.IndexOf(_places, i) is >= 0 and var channel
                    ? _channels[channel].Heard : Before(i))];
        }
    }

    /// <summary>Accepts the next samples of a channel: any number, at its nominal rate.</summary>
    /// <param name="modality">The channel.</param>
    /// <param name="startSeconds">Time of the first sample, on a clock that all channels share.</param>
    /// <param name="samples">The samples, the axes of each interleaved; NaN for a sample that the device reports as lost.</param>
    /// <exception cref="ArgumentException">No such channel, an incomplete sample, or a time that is not a number.</exception>
    /// <exception cref="InvalidOperationException">Called from within the session's own <c>onEstimate</c>.</exception>
    public void Push(Modality modality, double startSeconds, ReadOnlySpan<double> samples)
    {
        long arrival = Enter(startSeconds);
        lock (_gate)
        {
            ChannelStream channel = Find(modality);
            if (samples.IsEmpty)
                return;
            int axes = modality.Info().Axes.Count;
            if (samples.Length % axes != 0)
                throw new ArgumentException($"A sample of {modality} has {axes} values; {samples.Length} are no whole number of samples.", nameof(samples));
            if (_timeline.Push(channel, startSeconds, samples))
                EstimateComplete(arrival);
        }
    }

    /// <summary>
    /// Declares samples before a time that have not arrived as missing. Call it from a timer, so that a dead sensor is answered
    /// with "no estimate" promptly rather than after <see cref="SessionOptions.MaximumLagSeconds"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The time is not a number.</exception>
    /// <exception cref="InvalidOperationException">Called from within the session's own <c>onEstimate</c>.</exception>
    public void GiveUpBefore(double seconds)
    {
        long arrival = Enter(seconds);
        lock (_gate)
        {
            _timeline.GiveUpBefore(seconds);
            EstimateComplete(arrival);
        }
    }

    /// <summary>Returns the time up to which samples of a channel have been used or given up; null before the first.</summary>
    /// <exception cref="ArgumentException">The session has no such channel.</exception>
    public double? EndSeconds(Modality modality)
    {
        lock (_gate)
            return Find(modality) is { HasBegun: true } channel ? channel.EndSeconds : null;
    }

    private IReadOnlyList<ChannelStatistics> Before(int modality)
    {
        int axes = _model.Modalities[modality].Info().Axes.Count;
        return _options.Statistics?.Skip(_model.Modalities.Take(modality).AxisCount()).Take(axes).ToArray() ?? new ChannelStatistics[axes];
    }

    private long Enter(double seconds)
    {
        if (!(Math.Abs(seconds) <= LatestSeconds))
            throw new ArgumentException($"A time stamp must be a number of seconds, got {seconds}.", nameof(seconds));
        return _gate.IsHeldByCurrentThread
            ? throw new InvalidOperationException("onEstimate must not push to its own session: hand the estimate on and return.")
            : _options.Clock.GetTimestamp();
    }

    private void EstimateComplete(long arrival)
    {
        if (!_timeline.HasEstimated)
            _window = long.MinValue; // the session may have begun anew at an earlier time
        foreach (ChannelStream channel in _channels)
            if (!channel.HasBegun)
                return;
            else
                _window = Math.Max(_window, channel.FirstWindow);
        while (IsComplete())
        {
            Estimate estimate = Estimate(arrival);
            _timeline.HasEstimated = true;
            _window++; // first, so that a receiver that throws does not get the window again
            _onEstimate(estimate);
        }

        foreach (ChannelStream channel in _channels)
            channel.ReleaseBefore(_window);
    }

    private bool IsComplete()
    {
        foreach (ChannelStream channel in _channels)
            if (!channel.IsComplete(_window))
                return false;
        return true;
    }

    private Estimate Estimate(long arrival)
    {
        Workbench bench = _model.Rent();
        try
        {
            Span<bool> present = stackalloc bool[_model.Modalities.Count];
            (QualityFlags flaws, bool calibrated) = Read(bench, present);
            _features?.Next([.. _channels.Select(c => c.Raw(_window))], bench.Predictor.Features);
            double hopSeconds = (double)_model.Spec.HopSamples / _model.Spec.SamplingRateHz, start = _window * hopSeconds;
            var estimate = new Estimate
            {
                StartSeconds = start,
                EndSeconds = start + (double)_model.Spec.WindowSamples / _model.Spec.SamplingRateHz,
                Positive = _model.Task.Classes[_model.Task.Positive],
                IsCalibrating = !calibrated,
                Quality = flaws,
                Sensors = _model.CanMissSensors ? [] : null,
                Latency = default,
            };
            if (calibrated && flaws == QualityFlags.None)
                estimate = Decided(estimate, bench, present);
            return estimate with { IsAlarm = _postprocessor.IsAlarm, Latency = _options.Clock.GetElapsedTime(arrival) };
        }
        finally
        {
            _model.Return(bench);
        }
    }

    /// <summary>
    /// Reads the window of every channel, and determines which of the model's sensors it has. A model that can miss sensors does without one
    /// that has no signal or is not calibrated yet, unless no other is left.
    /// </summary>
    /// <returns>The flaws of the sensors used, and whether these are calibrated.</returns>
    private (QualityFlags Flaws, bool IsCalibrated) Read(Workbench bench, Span<bool> present)
    {
        (QualityFlags all, QualityFlags used, bool calibrated) = (QualityFlags.None, QualityFlags.None, true);
        for (int i = 0; i < _channels.Length && _places[i] >= 0; i++)
        {
            (QualityFlags flaws, bool known) = _channels[i].Read(_window, bench, bench.Predictor.Input(_places[i]));
            (all, calibrated) = (all | flaws, calibrated && known);
            if (_model.CanMissSensors && (!known || (flaws & QualityFlagsText.NoSignal) != 0))
                continue;
            present[_places[i]] = true;
            used |= flaws;
        }

        return _model.CanMissSensors && present.Contains(true) ? (used, true) : (all, calibrated);
    }

    /// <summary>The estimate with what the network makes of its inputs.</summary>
    private Estimate Decided(Estimate estimate, Workbench bench, ReadOnlySpan<bool> present)
    {
        bench.Predictor.ContinueAfter(_context.Before(_window));
        (int predicted, float[] own) = bench.Predictor.Predict(present);
        bench.Predictor.CopyEmbedding(_embedding);
        _context.Add(_window, _embedding);
        (int? acted, float[] probabilities) = _postprocessor.Add(_window * _model.Spec.HopSamples, predicted, own);
        return estimate with
        {
            Sensors = _model.CanMissSensors ? Present(present) : null,
            Class = acted is { } known ? _model.Task.Classes[known] : null,
            Basis = _basis,
            Probabilities = probabilities,
            Probability = probabilities[_model.Task.Positive],
            Attention = Attention(bench.Predictor.Attention),
        };
    }

    private IReadOnlyList<Modality> Present(ReadOnlySpan<bool> present)
    {
        List<Modality> sensors = [];
        for (int i = 0; i < present.Length; i++)
            if (present[i])
                sensors.Add(_model.Modalities[i]);
        return sensors;
    }

    private IReadOnlyList<ModalityAttention> Attention(IReadOnlyList<AttentionMap> maps) => maps.Count == 0 ? [] :
        [.. _model.Modalities.Select((m, i) => new ModalityAttention(m, maps.Average(map => map.Mean(i, 0))))];

    private ChannelStream Find(Modality modality)
    {
        foreach (ChannelStream channel in _channels)
            if (channel.Modality == modality)
                return channel;
        throw new ArgumentException($"The session has no channel {modality}; it has {string.Join(", ", _channels.Select(c => c.Modality))}.", nameof(modality));
    }

    private void Check(IReadOnlyList<ChannelRate> channels)
    {
        ArgumentNullException.ThrowIfNull(channels);
        Modality[] given = [.. channels.Where(c => !_model.FeatureModalities.Contains(c.Modality) || channels.Count(other => other.Modality == c.Modality) > 1)
            .Select(c => c.Modality).Order()];
        bool fits = _model.CanMissSensors
            ? given.Length > 0 && given.Distinct().Count() == given.Length && !given.Except(_model.Modalities).Any()
            : given.SequenceEqual(_model.Modalities.Order());
        if (!fits)
            throw new ArgumentException($"The model needs {(_model.CanMissSensors ? "some of " : "")}the channels {string.Join(", ", _model.Modalities)}, each once; " +
                $"got {(channels.Count == 0 ? "none" : string.Join(", ", channels.Select(c => c.Modality)))}.", nameof(channels));
        foreach ((Modality modality, int rateHz) in channels)
            if (rateHz is < 1 or > 100_000)
                throw new ArgumentException($"{modality} cannot be sampled at {rateHz} Hz.", nameof(channels));
            else if (modality.Info().Band is var band && !band.FitsRate(rateHz))
                throw new ArgumentException(
                    $"{modality} is sampled at {rateHz} Hz; its filter ({band}) needs more than {2 * band.HighHz} Hz.", nameof(channels));
    }
}
