using AttX.Signals.Filtering;
using AttX.Signals.Modalities;
using AttX.Signals.Quality;
using AttX.Signals.Resampling;

namespace AttX.Signals.Preprocessing;

/// <summary>Filters a channel axis by axis, zero-phase or causally, and judges the windows cut from it.</summary>
/// <param name="recording">The recording, for messages.</param>
/// <param name="channel">The channel.</param>
/// <param name="options">The options.</param>
/// <param name="buffer">Room for the filtered samples of one axis.</param>
internal sealed class AxisFilter(Recording recording, Channel channel, PreprocessingOptions options, double[] buffer)
{
    private readonly List<double[]> _bridged = [];

    /// <summary>
    /// The channel. For a causal filter a sample that lacks one of its axes lacks all, as in a live session.
    /// </summary>
    public Channel Channel { get; } = options.Filter == FilterKind.Causal ? WithJointGaps(channel) : channel;

    /// <summary>Whether each sample of the last axis was heard, or held in a long gap; null: all were.</summary>
    public bool[]? Heard { get; private set; }

    /// <summary>Filters one axis; the result holds until the next.</summary>
    /// <param name="axis">The axis, for messages.</param>
    /// <param name="unfiltered">Its samples; without gaps for a zero-phase filter.</param>
    /// <exception cref="InvalidDataException">It is too short, or sampled too slowly.</exception>
    public ReadOnlySpan<double> Apply(Channel axis, double[] unfiltered)
    {
        PassBand band = axis.Modality.Info().Band;
        if (!band.IsNeedlessAt(axis.SamplingRateHz))
            ChannelChecks.RequireRateFor(recording, axis, band);
        return options.Filter == FilterKind.Causal ? Causally(axis, unfiltered) : ZeroPhase(axis, unfiltered, band);
    }

    /// <summary>Returns the quality flags of the windows, after all axes have been filtered.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="resampler">The resampler to the common rate.</param>
    /// <param name="everywhere">Flags that hold for all windows.</param>
    public QualityFlags[] Judge(IReadOnlyList<Window> windows, PolyphaseResampler resampler, QualityFlags everywhere)
    {
        Channel judged = _bridged.Count > 0 ? Channel with { Axes = _bridged } : Channel;
        QualityFlags[] flags = WindowQuality.Of([judged], windows, options.Spec);
        for (int w = 0; w < flags.Length; w++)
        {
            flags[w] |= everywhere;
            if (!options.IsSettledAt(windows[w].StartSample))
                flags[w] |= QualityFlags.Settling;
            if (Heard != null && TouchesGap(windows[w], resampler))
                flags[w] |= QualityFlags.Gap;
        }

        return flags;
    }

    private ReadOnlySpan<double> ZeroPhase(Channel axis, double[] unfiltered, PassBand band)
    {
        double[] entering = LogEda.AppliesTo(axis.Modality, options.EdaAsLogarithm) ? [.. unfiltered.Select(LogEda.Of)] : unfiltered;
        if (band.IsNeedlessAt(axis.SamplingRateHz))
            return entering;
        ZeroPhaseFilter filter = new(PaperFilters.Design(band, axis.SamplingRateHz));
        ChannelChecks.RequireSamples(recording, axis, filter.MinimumSamples);
        Span<double> filtered = buffer.AsSpan(0, entering.Length);
        filter.Apply(entering, filtered);
        return filtered;
    }

    private ReadOnlySpan<double> Causally(Channel axis, double[] unfiltered)
    {
        bool hasGaps = MissingValues.First(unfiltered) >= 0;
        Samples sink = new(buffer, hasGaps ? new double[unfiltered.Length] : null, hasGaps ? new bool[unfiltered.Length] : null);
        CausalSignal signal = new(axis.Modality, 1, axis.SamplingRateHz, sink, edaAsLogarithm: options.EdaAsLogarithm);
        for (int i = 0; i < unfiltered.Length; i++)
            signal.Push(unfiltered.AsSpan(i, 1));
        signal.Hold();
        Heard = sink.Heard;
        if (sink.Raw is { } raw)
            _bridged.Add(raw);
        return buffer.AsSpan(0, unfiltered.Length);
    }

    /// <summary>A gap beside a window is in it once resampled.</summary>
    private bool TouchesGap(Window window, PolyphaseResampler resampler)
    {
        long from = Math.Max(0, resampler.FirstInputOf(window.StartSample));
        long to = Math.Min(Heard!.Length - 1, resampler.LastInputOf(window.StartSample + options.Spec.WindowSamples - 1));
        return from <= to && Heard.AsSpan((int)from, (int)(to - from + 1)).Contains(false);
    }

    private static Channel WithJointGaps(Channel channel)
    {
        if (channel.Axes.Count == 1 || channel.Axes.All(axis => MissingValues.First(axis) < 0))
            return channel;
        double[][] axes = [.. channel.Axes.Select(axis => (double[])axis.Clone())];
        for (int i = 0; i < channel.Length; i++)
            if (!axes.All(axis => double.IsFinite(axis[i])))
                foreach (double[] axis in axes)
                    axis[i] = double.NaN;
        return channel with { Axes = axes };
    }

    private sealed class Samples(double[] filtered, double[]? raw, bool[]? heard) : ICausalSink
    {
        private int _next;

        public double[]? Raw => raw;

        public bool[]? Heard => heard;

        void ICausalSink.Append(ReadOnlySpan<double> bridged, ReadOnlySpan<double> value, bool isHeard)
        {
            filtered[_next] = value[0];
            if (raw != null && heard != null)
                (raw[_next], heard[_next]) = (bridged[0], isHeard);
            _next++;
        }
    }
}
