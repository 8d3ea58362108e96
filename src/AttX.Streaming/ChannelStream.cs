using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Signals.Quality;
using AttX.Signals.Resampling;

namespace AttX.Streaming;

/// <summary>
/// One channel of a session: places samples by their time stamps, filters them causally, keeps those that windows need, and the
/// statistics as of each window's completion. Works sample by sample, so that the division into chunks does not matter. The axes
/// of a sample arrive together, and each is filtered and standardised separately; a sample that lacks one of them is missing.
/// </summary>
internal sealed class ChannelStream : ICausalSink
{
    private readonly ChannelRate _channel;
    private readonly WindowSpec _spec;
    private readonly SessionOptions _options;
    private readonly int _axes;
    private readonly CausalSignal _signal;
    private readonly PreprocessingOptions _preprocessing;
    private readonly PolyphaseResampler _resampler;
    private readonly IScaleSource _scales;
    private readonly SampleBuffer[] _raw, _filtered;
    private ChannelCounts _counts;

    // For each complete window, a scale for each axis of each way.
    private readonly Queue<Scale> _complete;

    // Counted from the channel's beginning: the next sample, and those last found missing.
    private long _next, _lostFrom, _lostTo;
    private double _originSeconds;
    private long _firstWindow, _firstWindowSample, _oldest;

    /// <summary>Creates the stream of one channel.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="preprocessing">How windows are prepared.</param>
    /// <param name="options">Options for timing.</param>
    /// <param name="scales">Mean and deviation of each axis.</param>
    public ChannelStream(ChannelRate channel, PreprocessingOptions preprocessing, SessionOptions options, IScaleSource scales)
    {
        (_channel, _spec, _options, _axes, _scales) = (channel, preprocessing.Spec, options, channel.Modality.Info().Axes.Count, scales);
        _preprocessing = preprocessing;
        Held = new HeldChunks(channel, options.MaximumLagSeconds);
        _complete = new(4 * _axes * scales.Ways);
        _signal = new CausalSignal(
            channel.Modality, _axes, channel.SamplingRateHz, this, options.BridgeSeconds, preprocessing.EdaAsLogarithm);
        _resampler = PolyphaseResampler.Between(channel.SamplingRateHz, _spec.SamplingRateHz);
        int held = (int)(_resampler.LastInputOf(_spec.WindowSamples + _spec.HopSamples) - _resampler.FirstInputOf(0)) + _resampler.Down + 1;
        (_raw, _filtered) = (PerAxis(() => new SampleBuffer(held)), PerAxis(() => new SampleBuffer(held)));
    }

    public Modality Modality => _channel.Modality;

    public bool HasBegun { get; private set; }

    /// <summary>Chunks at other times than the channel's, not accepted yet.</summary>
    public HeldChunks Held { get; }

    public ChannelCounts Counts => _counts with { Astray = Held.Astray };

    /// <summary>What was heard of each axis, earlier sessions included.</summary>
    public IReadOnlyList<ChannelStatistics> Heard
    {
        get
        {
            var heard = new ChannelStatistics[_axes];
            for (int axis = 0; axis < _axes; axis++)
                heard[axis] = _scales.Meter.Heard[axis].Heard;
            return heard;
        }
    }

    /// <summary>Time up to which samples have arrived.</summary>
    public double EndSeconds => _originSeconds + (double)(_next + _signal.Pending) / _channel.SamplingRateHz;

    /// <summary>Index of the first window that is complete or can still be completed.</summary>
    public long FirstWindow => _oldest;

    /// <summary>Time between a window's end and its last sample: half of the resampler's filter.</summary>
    public double DelaySeconds =>
        (double)(_resampler.LastInputOf(_spec.WindowSamples - 1) + 1) / _channel.SamplingRateHz
        - (double)_spec.WindowSamples / _spec.SamplingRateHz;

    public bool IsComplete(long window) => HasBegun && window >= _oldest && window < _oldest + _complete.Count / ScalesPerWindow;

    /// <summary>Accepts samples from a start time, the axes of each sample interleaved.</summary>
    public void Push(double startSeconds, ReadOnlySpan<double> samples)
    {
        if (!HasBegun || startSeconds - EndSeconds > _options.MaximumLagSeconds)
            Begin(startSeconds);
        int count = samples.Length / _axes;
        for (int i = Place(startSeconds, count); i < count; i++)
        {
            ReadOnlySpan<double> x = samples.Slice(i * _axes, _axes);
            bool isHeard = AreFinite(x);
            _counts = isHeard ? _counts with { Used = _counts.Used + 1 } : _counts with { Missing = _counts.Missing + 1 };
            _signal.Push(x);
        }
    }

    /// <summary>Lets the channel begin anew with its next samples, at any time.</summary>
    public void End() => HasBegun = false;

    /// <summary>Treats samples that have not arrived by a time as missing.</summary>
    public void GiveUpBefore(double seconds, double sessionStartSeconds)
    {
        if (!HasBegun && seconds <= sessionStartSeconds)
            return;
        if (!HasBegun)
            Begin(Math.Max(sessionStartSeconds, seconds - _options.MaximumLagSeconds));
        else if (seconds - EndSeconds > _options.MaximumLagSeconds)
            Begin(seconds - _options.MaximumLagSeconds);
        long until = (long)Math.Floor((seconds - _originSeconds) * _channel.SamplingRateHz);
        if (until <= _next)
            return;
        (_lostFrom, _lostTo) = (_next, until);
        long lost = Math.Max(0, until - _next - _signal.Pending);
        _counts = _counts with { Missing = _counts.Missing + lost };
        _signal.Lose(lost);
        _signal.Hold();
    }

    /// <summary>Discards the windows before one.</summary>
    public void ReleaseBefore(long window)
    {
        for (; _oldest < window && _complete.Count > 0; _oldest++)
            for (int scale = 0; scale < ScalesPerWindow; scale++)
                _complete.Dequeue();
        _oldest = Math.Max(_oldest, window);
        long sample = Math.Max(0, _resampler.FirstInputOf(SampleOf(_oldest)));
        sample = Math.Min(sample, _next);
        sample -= sample % _resampler.Down; // so that an output sample falls on the first one held
        for (int axis = 0; axis < _axes; axis++)
        {
            _raw[axis].DiscardBefore(sample);
            _filtered[axis].DiscardBefore(sample);
        }
    }

    /// <summary>Checks a complete window and writes it, standardised, to the network's input, if it has one.</summary>
    /// <returns>Its quality flags, and whether the statistics are calibrated.</returns>
    public (QualityFlags Flaws, bool IsCalibrated) Read(long window, Workbench bench, Span<float> input)
    {
        long start = SampleOf(window), native = start * _channel.SamplingRateHz / _spec.SamplingRateHz;
        int length = WindowQuality.NativeSamples(_spec, _channel.SamplingRateHz);
        QualityFlags flaws = _preprocessing.IsSettledAt(start) ? QualityFlags.None : QualityFlags.Settling;
        foreach (SampleBuffer axis in _raw)
            flaws |= bench.Quality(_channel).Of(axis.Items.Slice((int)(native - axis.First), length));
        // A gap beside the window is in it once resampled; it is one of all axes.
        long from = Math.Max(0, _resampler.FirstInputOf(start)), to = _resampler.LastInputOf(start + _spec.WindowSamples - 1);
        foreach (double x in _raw[0].Items[(int)(from - _raw[0].First)..(int)(to + 1 - _raw[0].First)])
            if (double.IsNaN(x))
                flaws |= QualityFlags.Gap;
        bool isCalibrated = true;
        for (int scale = 0; scale < ScalesPerWindow; scale++)
            isCalibrated &= Scaled(window, scale).IsCalibrated;
        for (int scale = 0; scale < ScalesPerWindow && isCalibrated && !input.IsEmpty; scale++)
            Standardise((int)(start - _filtered[0].First / _resampler.Down * _resampler.Up), scale, Scaled(window, scale), bench, input);
        return (flaws, isCalibrated);
    }

    /// <summary>Returns the raw samples of a complete window, short gaps bridged and NaN in long ones.</summary>
    public Channel Raw(long window)
    {
        long native = SampleOf(window) * _channel.SamplingRateHz / _spec.SamplingRateHz;
        int length = WindowQuality.NativeSamples(_spec, _channel.SamplingRateHz);
        return new Channel(_channel.Modality, _channel.SamplingRateHz, [.. _raw.Select(axis => axis.Items.Slice((int)(native - axis.First), length).ToArray())]);
    }

    private int ScalesPerWindow => _axes * _scales.Ways;

    private Scale Scaled(long window, int scale)
    {
        long before = (window - _oldest) * ScalesPerWindow + scale;
        foreach (Scale complete in _complete)
            if (before-- == 0)
                return complete;
        throw new InvalidOperationException("The window is not complete.");
    }

    /// <summary>Computes resample((x - mean) / deviation), as the offline chain does; one scale per way and axis.</summary>
    private void Standardise(int first, int place, Scale scale, Workbench bench, Span<float> input)
    {
        ReadOnlySpan<double> filtered = _filtered[place % _axes].Items;
        _resampler.Resample(filtered, first, bench.Values);
        _resampler.UnitResponse(filtered.Length, first, bench.Unit);
        for (int i = 0; i < bench.Values.Length; i++)
            input[i * ScalesPerWindow + place] = _scales.Standardise(bench.Values[i], bench.Unit[i], scale);
    }

    private void Begin(double startSeconds)
    {
        for (int axis = 0; axis < _axes; axis++)
        {
            _raw[axis].Clear();
            _filtered[axis].Clear();
        }

        _complete.Clear();
        _signal.Restart();
        _scales.Restart();
        (HasBegun, _originSeconds) = (true, startSeconds);
        _next = _lostFrom = _lostTo = 0;
        double hopSeconds = (double)_spec.HopSamples / _spec.SamplingRateHz;
        _firstWindow = _oldest = (long)Math.Ceiling(startSeconds / hopSeconds - 1e-6);
        _firstWindowSample = Math.Max(0, (long)Math.Round((_firstWindow * hopSeconds - startSeconds) * _spec.SamplingRateHz));
    }

    private long SampleOf(long window) => _firstWindowSample + (window - _firstWindow) * _spec.HopSamples;

    /// <summary>
    /// Compares a chunk's time with the expected one: records a gap before it, or returns the number of samples that are not new.
    /// </summary>
    private int Place(double startSeconds, int length)
    {
        long index = (long)Math.Round((startSeconds - _originSeconds) * _channel.SamplingRateHz), expected = _next + _signal.Pending;
        long ahead = Math.Abs(index - expected) <= _options.JitterSeconds * _channel.SamplingRateHz ? 0 : index - expected;
        if (ahead > 0)
        {
            (_lostFrom, _lostTo) = (expected, index);
            _counts = _counts with { Missing = _counts.Missing + ahead };
            _signal.Lose(ahead);
        }

        int skipped = (int)Math.Min(length, Math.Max(0, -ahead));
        int late = (int)Math.Max(0, Math.Min(index + skipped, _lostTo) - Math.Max(index, _lostFrom));
        _counts = _counts with { Late = _counts.Late + late, Repeated = _counts.Repeated + skipped - late };
        return skipped;
    }

    void ICausalSink.Append(ReadOnlySpan<double> raw, ReadOnlySpan<double> filtered, bool isHeard)
    {
        _scales.Add(filtered, isHeard);
        for (int axis = 0; axis < _axes; axis++)
        {
            _raw[axis].Append(raw[axis]);
            _filtered[axis].Append(filtered[axis]);
        }

        _next++;
        while (SampleOf(_oldest + _complete.Count / ScalesPerWindow) + _spec.WindowSamples is var end && _next > _resampler.LastInputOf(end - 1))
            for (int scale = 0; scale < ScalesPerWindow; scale++)
                _complete.Enqueue(_scales.At(end / _spec.SamplingRateHz, scale));
    }

    private T[] PerAxis<T>(Func<T> make) => [.. Enumerable.Range(0, _axes).Select(_ => make())];

    private static bool AreFinite(ReadOnlySpan<double> sample)
    {
        foreach (double x in sample)
            if (!double.IsFinite(x))
                return false;
        return true;
    }
}
