using System.Buffers;
using AttX.Signals.Filtering;
using AttX.Signals.Resampling;

namespace AttX.Signals.Preprocessing;

/// <summary>
/// The paper's chain, a recording to windows: zero-phase filter at the native rate, z-score, resampling to the common
/// rate, windows inside one contiguous run of one label. Stateless and thread-safe.
/// </summary>
public sealed class Preprocessor
{
    private readonly PreprocessingOptions _options;

    /// <summary>A preprocessor with these options.</summary>
    /// <exception cref="ArgumentException">The options have problems; names all.</exception>
    public Preprocessor(PreprocessingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        IReadOnlyList<string> problems = options.Problems();
        if (problems.Count > 0)
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        _options = options;
    }

    /// <summary>Whether there is preprocessing for a modality.</summary>
    public static bool Supports(Modality modality) => PaperFilters.BandOf(modality) is not null;

    /// <summary>One subject's windows of the used states.</summary>
    /// <param name="recording">The recording; it is not changed.</param>
    /// <param name="log">Is told what a reader of the results should know, such as steps skipped and gaps filled.</param>
    /// <exception cref="InvalidDataException">
    /// The recording is of another device, lacks a channel, has missing values, or is too short, too slow or constant; or its
    /// labels leave no window.
    /// </exception>
    public WindowSet Process(Recording recording, Action<string>? log = null)
    {
        Channel[] channels = SelectChannels(recording);
        PolyphaseResampler[] resamplers =
            [.. channels.Select(c => PolyphaseResampler.Between(c.SamplingRateHz, _options.Spec.SamplingRateHz))];
        IReadOnlyList<Window> windows = CutWindows(recording, channels, resamplers);

        bool keepsUnit = _options.Normalisation == Normalisation.Train;
        float[][] signals = new float[channels.Length][], units = new float[keepsUnit ? channels.Length : 0][];
        ChannelStatistics[] statistics = new ChannelStatistics[channels.Length];
        // Pooled: touching fresh memory would cost as much as filtering.
        double[] buffer = ArrayPool<double>.Shared.Rent(channels.Max(c => c.Samples.Length));
        try
        {
            for (int i = 0; i < channels.Length; i++)
            {
                ReadOnlySpan<double> signal = Filter(recording, channels[i], buffer, log, out double[] unfiltered);
                statistics[i] = Measure(recording, channels[i], unfiltered, signal, "used", _options.Classes.Uses);
                (double mean, double deviation) = Scale(recording, channels[i], unfiltered, signal, statistics[i]);
                WindowCutter cutter = new(resamplers[i], windows, _options.Spec);
                signals[i] = cutter.Cut(signal, mean, deviation);
                if (keepsUnit)
                    units[i] = cutter.CutUnitResponse(signal.Length);
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
            UnitResponse = keepsUnit ? units : null,
            Quality = WindowQuality.Of(channels, windows, _options.Spec),
        };
    }

    private Channel[] SelectChannels(Recording recording)
    {
        if (recording.Device != _options.Device)
            throw new InvalidDataException($"{recording.Subject}: the recording is of the {ChannelName.Of(recording.Device)}, " +
                $"not of the {ChannelName.Of(_options.Device)}.");
        Channel[] channels = [.. _options.Modalities.Select(modality => ChannelChecks.Find(recording, modality))];
        foreach (Channel channel in channels)
            ChannelChecks.RequireLengthOfLabels(recording, channel);
        return channels;
    }

    private IReadOnlyList<Window> CutWindows(Recording recording, Channel[] channels, PolyphaseResampler[] resamplers)
    {
        LabelTrack labels = recording.Labels;
        if (!labels.States.Any(_options.Classes.Uses))
            throw new InvalidDataException($"{recording.Subject}: no sample is labelled baseline, stress or amusement.");
        int available = channels.Zip(resamplers, (channel, resampler) => resampler.OutputLength(channel.Samples.Length)).Min();
        IReadOnlyList<Window> windows = Windower.Cut(labels, _options.Spec, _options.Classes, available);
        return windows.Count > 0 ? windows : throw new InvalidDataException(
            $"{recording.Subject}: no stretch of baseline, stress or amusement is {_options.Spec.LengthSeconds} s long within the " +
            $"{(double)available / _options.Spec.SamplingRateHz:0.#} s that all signals cover.");
    }

    /// <summary>The filtered signal, in <paramref name="buffer"/>, or the samples themselves.</summary>
    private ReadOnlySpan<double> Filter(
        Recording recording, Channel channel, double[] buffer, Action<string>? log, out double[] unfiltered)
    {
        unfiltered = ChannelChecks.WithoutGaps(recording, channel, _options.Gaps, log);
        PassBand band = PaperFilters.BandOf(channel.Modality)!.Value;
        if (PaperFilters.IsNeedless(band, channel.SamplingRateHz))
        {
            log?.Invoke($"{ChannelName.Of(channel.Modality)} at {channel.SamplingRateHz} Hz needs no low-pass: " +
                $"{band.HighHz} Hz is {(2 * band.HighHz > channel.SamplingRateHz ? "above" : "at")} its Nyquist frequency.");
            return unfiltered;
        }

        ChannelChecks.RequireRateFor(recording, channel, band);
        ZeroPhaseFilter filter = new(PaperFilters.Design(band, channel.SamplingRateHz));
        ChannelChecks.RequireSamples(recording, channel, filter.MinimumSamples);
        Span<double> filtered = buffer.AsSpan(0, unfiltered.Length);
        filter.Apply(unfiltered, filtered);
        return filtered;
    }

    /// <summary>What the z-score subtracts, and divides by.</summary>
    private (double Mean, double Deviation) Scale(
        Recording recording, Channel channel, double[] unfiltered, ReadOnlySpan<double> signal, ChannelStatistics used)
    {
        ChannelStatistics by = _options.Normalisation switch
        {
            Normalisation.Subject => used,
            Normalisation.Baseline => Measure(recording, channel, unfiltered, signal, "baseline", s => s == AffectiveState.Baseline),
            _ => new ChannelStatistics(used.Count, 0, 1),
        };
        return (by.Mean, by.StandardDeviation);
    }

    private static ChannelStatistics Measure(
        Recording recording, Channel channel, double[] unfiltered, ReadOnlySpan<double> signal,
        string which, Func<AffectiveState, bool> uses)
    {
        ChannelStatistics statistics = Standardizer.Measure(signal, channel.SamplingRateHz, recording.Labels, uses);
        ChannelChecks.RequireVariation(recording, channel, unfiltered, statistics, which, uses);
        return statistics;
    }
}
