using AttX.Signals;
using AttX.Signals.Filtering;
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
internal sealed class ChannelStream
{
    private readonly ChannelRate _channel;
    private readonly WindowSpec _spec;
    private readonly SessionOptions _options;
    private readonly int _axes;
    private readonly CausalFilter[]? _filters;
    private readonly PolyphaseResampler _resampler;
    private readonly RunningStatistics[] _statistics;
    private readonly Scale[]? _known;
    private readonly SampleBuffer[] _raw, _filtered;

    // For each complete window, a scale for each axis.
    private readonly Queue<Scale> _complete;
    private readonly double[] _sample, _last, _bridged;

    // Counted from the channel's beginning: the next sample; those last found missing; and how many just before the next one are, so far.
    private long _next, _lostFrom, _lostTo, _pending;
    private double _originSeconds;
    private bool _settled;
    private long _firstWindow, _firstWindowSample, _oldest;

    public ChannelStream(ChannelRate channel, WindowSpec spec, SessionOptions options, double adaptationSeconds,
        IReadOnlyList<ChannelStatistics>? known)
    {
        (_channel, _spec, _options, _axes) = (channel, spec, options, channel.Modality.Info().Axes.Count);
        (_sample, _last, _bridged, _complete) = (new double[_axes], new double[_axes], new double[_axes], new(4 * _axes));
        PassBand band = channel.Modality.Info().Band;
        if (!band.IsNeedlessAt(channel.SamplingRateHz))
            _filters = PerAxis(() => new CausalFilter(PaperFilters.Design(band, channel.SamplingRateHz)));
        _resampler = PolyphaseResampler.Between(channel.SamplingRateHz, spec.SamplingRateHz);
        _statistics = PerAxis(() => new RunningStatistics(
            (long)Math.Ceiling(options.CalibrationSeconds * channel.SamplingRateHz), (long)(adaptationSeconds * channel.SamplingRateHz)));
        _known = known is null ? null : [.. known.Select(k => new Scale(k.Mean, k.StandardDeviation, true))];
        int held = (int)(_resampler.LastInputOf(spec.WindowSamples + spec.HopSamples) - _resampler.FirstInputOf(0)) + _resampler.Down + 1;
        (_raw, _filtered) = (PerAxis(() => new SampleBuffer(held)), PerAxis(() => new SampleBuffer(held)));
    }

    public Modality Modality => _channel.Modality;

    public bool HasBegun { get; private set; }

    public ChannelCounts Counts { get; private set; }

    /// <summary>Time up to which samples have arrived.</summary>
    public double EndSeconds => _originSeconds + (double)(_next + _pending) / _channel.SamplingRateHz;

    /// <summary>Index of the first window that is complete or can still be completed.</summary>
    public long FirstWindow => _oldest;

    /// <summary>Time between a window's end and its last sample: half of the resampler's filter.</summary>
    public double DelaySeconds =>
        (double)(_resampler.LastInputOf(_spec.WindowSamples - 1) + 1) / _channel.SamplingRateHz
        - (double)_spec.WindowSamples / _spec.SamplingRateHz;

    public bool IsComplete(long window) => HasBegun && window >= _oldest && window < _oldest + _complete.Count / _axes;

    /// <summary>Accepts samples from a start time, the axes of each sample interleaved.</summary>
    public void Push(double startSeconds, ReadOnlySpan<double> samples)
    {
        if (!HasBegun || startSeconds - EndSeconds > _options.MaximumLagSeconds)
            Begin(startSeconds);
        int count = samples.Length / _axes;
        for (int i = Place(startSeconds, count); i < count; i++)
        {
            ReadOnlySpan<double> x = samples.Slice(i * _axes, _axes);
            if (!AreFinite(x))
            {
                Lose(1);
                continue;
            }

            Bridge(x);
            Counts = Counts with { Used = Counts.Used + 1 };
            Feed(x);
        }
    }

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
        Counts = Counts with { Missing = Counts.Missing + Math.Max(0, until - _next - _pending) };
        _pending = Math.Max(_pending, until - _next);
        FeedPending();
    }

    /// <summary>Discards the windows before one.</summary>
    public void ReleaseBefore(long window)
    {
        for (; _oldest < window && _complete.Count > 0; _oldest++)
            for (int axis = 0; axis < _axes; axis++)
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

    /// <summary>Checks a complete window and writes it, standardised, to the network's input.</summary>
    /// <returns>Its quality flags, and whether the statistics are calibrated.</returns>
    public (QualityFlags Flaws, bool IsCalibrated) Read(long window, Workbench bench, Span<float> input)
    {
        long start = SampleOf(window), native = start * _channel.SamplingRateHz / _spec.SamplingRateHz;
        int length = WindowQuality.NativeSamples(_spec, _channel.SamplingRateHz);
        QualityFlags flaws = QualityFlags.None;
        foreach (SampleBuffer axis in _raw)
            flaws |= bench.Quality(_channel).Of(axis.Items.Slice((int)(native - axis.First), length));
        // A gap beside the window is in it once resampled; it is one of all axes.
        long from = Math.Max(0, _resampler.FirstInputOf(start)), to = _resampler.LastInputOf(start + _spec.WindowSamples - 1);
        foreach (double x in _raw[0].Items[(int)(from - _raw[0].First)..(int)(to + 1 - _raw[0].First)])
            if (double.IsNaN(x))
                flaws |= QualityFlags.Gap;
        bool isCalibrated = true;
        for (int axis = 0; axis < _axes; axis++)
            isCalibrated &= Scaled(window, axis).IsCalibrated;
        for (int axis = 0; axis < _axes && isCalibrated; axis++)
            Standardise((int)(start - _filtered[0].First / _resampler.Down * _resampler.Up), axis, Scaled(window, axis), bench, input);
        return (flaws, isCalibrated);
    }

    private Scale Scaled(long window, int axis)
    {
        long before = (window - _oldest) * _axes + axis;
        foreach (Scale scale in _complete)
            if (before-- == 0)
                return scale;
        throw new InvalidOperationException("The window is not complete.");
    }

    /// <summary>Computes resample((x - mean) / deviation), as the offline chain does.</summary>
    private void Standardise(int first, int axis, Scale scale, Workbench bench, Span<float> input)
    {
        ReadOnlySpan<double> filtered = _filtered[axis].Items;
        _resampler.Resample(filtered, first, bench.Values);
        _resampler.UnitResponse(filtered.Length, first, bench.Unit);
        for (int i = 0; i < bench.Values.Length; i++)
            input[i * _axes + axis] = (float)((bench.Values[i] - scale.Mean * bench.Unit[i]) / scale.StandardDeviation);
    }

    private void Begin(double startSeconds)
    {
        for (int axis = 0; axis < _axes; axis++)
        {
            _raw[axis].Clear();
            _filtered[axis].Clear();
        }

        _complete.Clear();
        Array.Clear(_sample);
        (HasBegun, _originSeconds, _settled) = (true, startSeconds, false);
        _next = _pending = _lostFrom = _lostTo = 0;
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
        long index = (long)Math.Round((startSeconds - _originSeconds) * _channel.SamplingRateHz), expected = _next + _pending;
        long ahead = Math.Abs(index - expected) <= _options.JitterSeconds * _channel.SamplingRateHz ? 0 : index - expected;
        if (ahead > 0)
        {
            (_lostFrom, _lostTo) = (expected, index);
            Lose(ahead);
        }

        int skipped = (int)Math.Min(length, Math.Max(0, -ahead));
        int late = (int)Math.Max(0, Math.Min(index + skipped, _lostTo) - Math.Max(index, _lostFrom));
        Counts = Counts with { Late = Counts.Late + late, Repeated = Counts.Repeated + skipped - late };
        return skipped;
    }

    /// <summary>Adds missing samples; how they are filled depends on whether the gap stays short.</summary>
    private void Lose(long count)
    {
        Counts = Counts with { Missing = Counts.Missing + count };
        _pending += count;
        if (!_settled || _pending > _options.BridgeSeconds * _channel.SamplingRateHz)
            FeedPending();
    }

    /// <summary>Bridges a short gap by a straight line from the sample before it to the one after.</summary>
    private void Bridge(ReadOnlySpan<double> after)
    {
        // Feeding changes the last sample: the line begins at its old value.
        Span<double> before = stackalloc double[_axes];
        _last.CopyTo(before);
        long gap = _pending;
        _pending = 0;
        for (int i = 1; i <= gap; i++)
        {
            for (int axis = 0; axis < _axes; axis++)
                _bridged[axis] = before[axis] + (after[axis] - before[axis]) * i / (gap + 1);
            Feed(_bridged);
        }
    }

    /// <summary>Holds the filtered signal constant in a long gap; the filter restarts after it.</summary>
    private void FeedPending()
    {
        _settled = false;
        _bridged.AsSpan().Fill(double.NaN);
        for (; _pending > 0; _pending--)
            Append(_bridged);
    }

    private void Feed(ReadOnlySpan<double> x)
    {
        x.CopyTo(_sample);
        for (int axis = 0; axis < _axes; axis++)
        {
            Span<double> sample = _sample.AsSpan(axis, 1);
            if (!_settled)
                _filters?[axis].Settle(x[axis]);
            _filters?[axis].Process(sample, sample);
            _statistics[axis].Add(sample[0]);
        }

        x.CopyTo(_last);
        _settled = true;
        Append(x);
    }

    private void Append(ReadOnlySpan<double> raw)
    {
        for (int axis = 0; axis < _axes; axis++)
        {
            _raw[axis].Append(raw[axis]);
            _filtered[axis].Append(_sample[axis]);
        }

        _next++;
        while (_next > _resampler.LastInputOf(SampleOf(_oldest + _complete.Count / _axes) + _spec.WindowSamples - 1))
            for (int axis = 0; axis < _axes; axis++)
                _complete.Enqueue(_known?[axis] ?? _statistics[axis].Scale);
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
