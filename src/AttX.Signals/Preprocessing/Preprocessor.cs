using System.Buffers;
using AttX.Signals.Modalities;
using AttX.Signals.Resampling;

namespace AttX.Signals.Preprocessing;

/// <summary>
/// Turns a recording into windows as in the paper: zero-phase filter at the native rate, z-score, resampling to the common
/// rate, windows inside one contiguous run of one label. Stateless and thread-safe.
/// </summary>
public sealed class Preprocessor
{
    private readonly PreprocessingOptions _options;

    /// <summary>Creates a preprocessor with these options.</summary>
    /// <exception cref="ArgumentException">The options have problems; the message lists all.</exception>
    public Preprocessor(PreprocessingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        IReadOnlyList<string> problems = options.Problems();
        if (problems.Count > 0)
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        _options = options;
    }

    /// <summary>Cuts one subject's windows of the used labels.</summary>
    /// <param name="recording">The recording; it is not changed.</param>
    /// <param name="log">Receives remarks on the results, such as steps skipped and gaps filled.</param>
    /// <exception cref="InvalidDataException">
    /// The recording is of another device, lacks a channel, has missing values, or is too short, too slow or constant; or its
    /// labels leave no window.
    /// </exception>
    public WindowSet Process(Recording recording, Action<string>? log = null) =>
        Process(recording, new LabelledPlan(recording, _options, log), log);

    /// <summary>
    /// Cuts the windows of a whole recording, labelled or not, from its first sample. With <see cref="Normalisation.Subject"/> all finite
    /// samples count. Gaps are no error: <see cref="WindowSet.Quality"/> marks the windows that touch one, and the samples of a flagged
    /// window are meaningless.
    /// </summary>
    /// <param name="recording">The recording; it is not changed.</param>
    /// <param name="calibration">The stretch that <see cref="Normalisation.Baseline"/> uses and requires.</param>
    /// <param name="log">Receives remarks on the results.</param>
    /// <exception cref="InvalidDataException">
    /// The recording is of another device, lacks a channel, is too short or too slow, or cannot be calibrated by the stretch.
    /// </exception>
    public WindowSet ProcessWhole(Recording recording, CalibrationStretch? calibration = null, Action<string>? log = null) =>
        Process(recording, new WholePlan(recording, _options, calibration), log);

    /// <summary>
    /// Cuts the windows of the time that the task does not use, none of which touches a used label; there may be none. They are normalised as
    /// <see cref="Process(Recording, Action{string}?)"/> does the used ones.
    /// </summary>
    /// <param name="recording">The recording; it is not changed.</param>
    /// <exception cref="InvalidDataException">As there.</exception>
    public WindowSet ProcessUnused(Recording recording) => Process(recording, new UnusedPlan(recording, _options), log: null);

    private WindowSet Process(Recording recording, IWindowPlan plan, Action<string>? log)
    {
        if (_options.ContextWindows == 0)
            return Prepare(recording, plan, log);
        ContextPlan extended = new(plan, _options);
        return extended.Divide(Prepare(recording, extended, log));
    }

    private WindowSet Prepare(Recording recording, IWindowPlan plan, Action<string>? log)
    {
        Channel[] channels = SelectChannels(recording, log);
        PolyphaseResampler[] resamplers = [.. channels.Select(c => PolyphaseResampler.Between(c.SamplingRateHz, _options.Spec.SamplingRateHz))];
        IReadOnlyList<Window> windows = plan.Windows(channels, channels.Zip(resamplers, (channel, resampler) => resampler.OutputLength(channel.Length)).Min());
        float[][] signals = new float[channels.Length][];
        float[][]? units = _options.Normalisation.NeedsTraining() ? new float[channels.Length][] : null;
        (List<ChannelStatistics> statistics, List<SecondTrack> seconds, var quality) = ([], [], new QualityFlags[channels.Length][]);
        // Pooled: touching fresh memory would cost as much as filtering.
        double[] buffer = ArrayPool<double>.Shared.Rent(channels.Max(c => c.Length));
        try
        {
            for (int i = 0; i < channels.Length; i++)
            {
                WindowCutter cutter = new(resamplers[i], windows, _options.Spec);
                AxisFilter filter = new(recording, channels[i], _options, buffer);
                quality[i] = filter.Judge(windows, resamplers[i], Cut(plan, filter, cutter, statistics, seconds, out signals[i]));
                units?[i] = cutter.CutUnitResponse(channels[i].Length);
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(buffer);
        }

        return new WindowSet
        {
            Subject = recording.Subject,
            Spec = _options.Spec,
            Modalities = [.. _options.Modalities],
            Windows = windows,
            Signals = signals,
            Statistics = statistics,
            UnitResponse = units,
            Seconds = _options.MeasuresSeconds ? seconds : null,
            Quality = [.. windows.Select((_, w) => quality.Aggregate(QualityFlags.None, (all, flaws) => all | flaws[w]))],
            SensorQuality = quality,
            Start = recording.Start,
        };
    }

    /// <summary>Cuts the windows of a channel, returns whether an axis is flat, and adds the statistics of each axis.</summary>
    private QualityFlags Cut(
        IWindowPlan plan, AxisFilter filter, WindowCutter cutter, List<ChannelStatistics> statistics, List<SecondTrack> seconds, out float[] windows)
    {
        int axes = filter.Channel.Axes.Count;
        windows = cutter.Room(axes);
        QualityFlags flat = QualityFlags.None;
        for (int i = 0; i < axes; i++)
        {
            Channel axis = filter.Channel.Axis(i);
            double[] unfiltered = plan.WithoutGaps(axis);
            ReadOnlySpan<double> signal = filter.Apply(axis, unfiltered);
            (ChannelStatistics used, ChannelStatistics by) = plan.Measure(axis, unfiltered, signal);
            statistics.Add(used);
            if (_options.MeasuresSeconds)
                seconds.Add(new SecondTrack(axis.SamplingRateHz, SecondMeter.Measure(signal, axis.SamplingRateHz, filter.Heard)));
            flat |= by is { Count: > 0, StandardDeviation: 0 } ? QualityFlags.FlatLine : QualityFlags.None;
            cutter.Cut(signal, by.Mean, by.StandardDeviation, windows, i, axes);
        }

        return flat;
    }

    private Channel[] SelectChannels(Recording recording, Action<string>? log)
    {
        if (recording.Device != _options.Device)
            throw new InvalidDataException($"{recording.Subject}: the recording is of the {recording.Device.Info().Name}, " +
                $"not of the {_options.Device.Info().Name}.");
        Channel[] channels = [.. _options.Modalities.Select(modality => ChannelChecks.Find(recording, modality))];
        foreach (Channel channel in channels)
            Note(channel, log);
        return channels;
    }

    /// <summary>Logs which part of a modality's band is lost.</summary>
    private void Note(Channel channel, Action<string>? log)
    {
        PassBand band = channel.Modality.Info().Band;
        if (band.IsNeedlessAt(channel.SamplingRateHz))
            log?.Invoke($"{channel.Name} at {channel.SamplingRateHz} Hz needs no low-pass: " +
                $"{band.HighHz} Hz is {(2 * band.HighHz > channel.SamplingRateHz ? "above" : "at")} its Nyquist frequency.");
        else if (2 * band.HighHz > _options.Spec.SamplingRateHz)
            log?.Invoke(FormattableString.Invariant($"{channel.Name}: of its band ({band}) the common rate of {_options.Spec.SamplingRateHz} Hz ") +
                FormattableString.Invariant($"keeps what is below {_options.Spec.SamplingRateHz / 2.0} Hz."));
    }
}
