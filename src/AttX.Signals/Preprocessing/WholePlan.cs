using AttX.Signals.Modalities;
using AttX.Signals.Quality;

namespace AttX.Signals.Preprocessing;

/// <summary>The stretch of a recording at rest that calibrates a device, in seconds from the recording's start.</summary>
/// <param name="StartSeconds">Its start.</param>
/// <param name="EndSeconds">Its end.</param>
public readonly record struct CalibrationStretch(double StartSeconds, double EndSeconds)
{
    /// <summary>Formats the stretch, for example "0–300 s".</summary>
    public override string ToString() => $"{StartSeconds}–{EndSeconds} s";
}

/// <summary>
/// Plan for prediction: windows from a recording's first sample to its last, regardless of labels, normalised by its finite samples or a
/// stretch of them. Gaps are bridged for the filter only; the windows that touch one are flagged.
/// </summary>
internal sealed class WholePlan(Recording recording, PreprocessingOptions options, CalibrationStretch? calibration) : IWindowPlan
{
    public IReadOnlyList<Window> Windows(IReadOnlyList<Channel> channels, int availableSamples)
    {
        IReadOnlyList<Window> windows = Windower.Whole(recording.Labels, options.Spec, availableSamples);
        return windows.Count > 0 ? windows : throw new InvalidDataException(
            $"{recording.Subject}: too short: its signals cover {(double)availableSamples / options.Spec.SamplingRateHz:0.##} s together, " +
            $"and a window is {options.Spec.LengthSeconds} s long.");
    }

    public double[] WithoutGaps(Channel channel) =>
        options.Filter == FilterKind.Causal ? channel.Samples : MissingValues.Bridge(channel.Samples);

    public (ChannelStatistics Used, ChannelStatistics By) Measure(Channel channel, double[] unfiltered, ReadOnlySpan<double> filtered)
    {
        (int Start, int End)[] finite = [.. MissingValues.FiniteRanges(channel.Samples, 0, filtered.Length)];
        ChannelStatistics all = Standardizer.Measure(filtered, finite);
        return (all, options.Normalisation switch
        {
            Normalisation.Subject => ChannelChecks.Varies(unfiltered, all, finite) ? all : all with { StandardDeviation = 0 },
            Normalisation.Baseline => MeasureCalibration(channel, unfiltered, filtered),
            _ => new ChannelStatistics(all.Count, 0, 1),
        });
    }

    private ChannelStatistics MeasureCalibration(Channel channel, double[] unfiltered, ReadOnlySpan<double> filtered)
    {
        CalibrationStretch stretch = calibration ?? throw new ArgumentException("Normalisation by the baseline needs a stretch to calibrate by.");
        if (!(stretch.StartSeconds >= 0 && stretch.StartSeconds < stretch.EndSeconds && stretch.EndSeconds <= channel.DurationSeconds))
            throw new InvalidDataException($"{recording.Subject}: the baseline {stretch} is not within the {channel.DurationSeconds:0.##} s of " +
                $"{recording.Device.Info().Name}/{channel.Name}.");
        int start = (int)(stretch.StartSeconds * channel.SamplingRateHz), end = (int)(stretch.EndSeconds * channel.SamplingRateHz);
        (int Start, int End)[] ranges = [.. MissingValues.FiniteRanges(channel.Samples, start, end)];
        ChannelStatistics statistics = Standardizer.Measure(filtered, ranges);
        ChannelChecks.RequireVariation(recording, channel, unfiltered, statistics, "baseline", ranges);
        return statistics;
    }
}
