using AttX.Signals.Modalities;

namespace AttX.Signals.Preprocessing;

/// <summary>What was heard of one axis of a sensor, whatever its sampling rate.</summary>
/// <param name="Seconds">Time heard.</param>
/// <param name="Mean">Mean of the filtered signal.</param>
/// <param name="StandardDeviation">Its population standard deviation.</param>
public readonly record struct HeardAxis(double Seconds, double Mean, double StandardDeviation);

/// <summary>What a person's earlier sessions heard of each sensor, so that the next one starts from it.</summary>
/// <param name="Device">The device worn.</param>
/// <param name="Filter">Direction in which the signals were filtered.</param>
/// <param name="EdaAsLogarithm">Whether EDA was measured as its logarithm.</param>
/// <param name="Modalities">The sensors.</param>
/// <param name="Axes">One entry per axis of each sensor, in order; 0 s for a sensor that was never heard.</param>
public sealed record PersonStatistics(
    Device Device, FilterKind Filter, bool EdaAsLogarithm, IReadOnlyList<Modality> Modalities, IReadOnlyList<HeardAxis> Axes)
{
    /// <summary>Whether every axis was heard, and varied: its statistics can then standardise a signal on their own.</summary>
    public bool IsComplete => Axes.All(axis => axis.Seconds > 0 && axis.StandardDeviation > 0);

    /// <summary>Time for which the sensor heard least was heard.</summary>
    public double Seconds => Axes.Min(axis => axis.Seconds);

    /// <summary>Returns the statistics of somebody never heard before.</summary>
    /// <param name="options">How the signals are prepared.</param>
    /// <param name="filter">Direction in which they are filtered.</param>
    public static PersonStatistics Unknown(PreprocessingOptions options, FilterKind filter) =>
        new(options.Device, filter, options.EdaAsLogarithm, options.Modalities, new HeardAxis[options.Modalities.AxisCount()]);

    /// <summary>Returns a sensor's statistics, one entry per axis, as counts of samples.</summary>
    /// <param name="modality">The sensor.</param>
    /// <param name="samplingRateHz">Its rate in the session that starts from them.</param>
    public IReadOnlyList<ChannelStatistics> Of(Modality modality, int samplingRateHz) => [.. Axes.Skip(First(modality)).Take(modality.Info().Axes.Count)
        .Select(axis => new ChannelStatistics((long)Math.Round(axis.Seconds * samplingRateHz), axis.Mean, axis.StandardDeviation))];

    /// <summary>Returns the statistics with another state of a sensor.</summary>
    /// <param name="modality">The sensor.</param>
    /// <param name="samplingRateHz">Its rate in the session that measured it.</param>
    /// <param name="heard">What was heard in all, one entry per axis.</param>
    public PersonStatistics With(Modality modality, int samplingRateHz, IReadOnlyList<ChannelStatistics> heard)
    {
        int first = First(modality);
        return this with
        {
            Axes = [.. Axes.Select((axis, i) => i < first || i >= first + heard.Count ? axis
                : new HeardAxis((double)heard[i - first].Count / samplingRateHz, heard[i - first].Mean, heard[i - first].StandardDeviation))],
        };
    }

    private int First(Modality modality) => Modalities.TakeWhile(m => m != modality).AxisCount();
}
