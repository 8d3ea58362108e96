using AttX.Signals.Modalities;

namespace AttX.Signals.Quality;

/// <summary>Quality summary of one channel, for <c>attx inspect</c>. Extremes, mean and deviation are of the finite samples.</summary>
/// <param name="Modality">The channel's modality.</param>
/// <param name="Samples">Number of samples.</param>
/// <param name="Minimum">Minimum, in the modality's unit; NaN if there is none.</param>
/// <param name="Maximum">Maximum; NaN if there is none.</param>
/// <param name="Mean">Mean; NaN if there is none.</param>
/// <param name="StandardDeviation">Population standard deviation; NaN if there is none.</param>
/// <param name="MissingCount">Number of samples that are NaN or infinite.</param>
/// <param name="FirstMissing">Index of the first of them, or -1.</param>
/// <param name="FlatShare">Share of samples in runs of one value that last a second or longer.</param>
/// <param name="ClippedShare">
/// Share of samples that stay at the minimum or maximum for <see cref="ClippedRunSamples"/> or more in a row, but less
/// than a second (those are flat).
/// </param>
/// <param name="Problems">Problems that a user should look into, one sentence each; empty if there are none.</param>
public sealed record SignalQuality(
    Modality Modality, int Samples, double Minimum, double Maximum, double Mean, double StandardDeviation,
    int MissingCount, int FirstMissing, double FlatShare, double ClippedShare, IReadOnlyList<string> Problems)
{
    /// <summary>Number of equal samples in a row at an extreme that count as clipped: a peak has fewer.</summary>
    public const int ClippedRunSamples = StuckSamples.ClippedRun;

    // Shares above which flat or clipped samples are reported.
    private const double NotableFlatShare = 0.05, NotableClippedShare = 0.01;

    /// <summary>
    /// Summarises a channel. Of several axes, the extremes are those of all, mean and variance are averaged, and missing, flat and clipped
    /// samples are the worst axis'.
    /// </summary>
    public static SignalQuality Of(Channel channel)
    {
        SignalQuality[] axes = [.. channel.Axes.Select((_, axis) => OfAxis(channel.Axis(axis)))];
        return axes is [var only] ? only : axes.MaxBy(axis => axis.MissingCount)! with
        {
            Minimum = axes.Min(axis => axis.Minimum),
            Maximum = axes.Max(axis => axis.Maximum),
            Mean = axes.Average(axis => axis.Mean),
            StandardDeviation = Math.Sqrt(axes.Average(axis => axis.StandardDeviation * axis.StandardDeviation)),
            FlatShare = axes.Max(axis => axis.FlatShare),
            ClippedShare = axes.Max(axis => axis.ClippedShare),
            Problems = [.. axes.SelectMany(axis => axis.Problems)],
        };
    }

    private static SignalQuality OfAxis(Channel channel)
    {
        double[] x = channel.Samples;
        int firstMissing = MissingValues.First(x), missing = firstMissing < 0 ? 0 : MissingValues.Count(x);
        double[] finite = missing == 0 ? x : [.. x.Where(double.IsFinite)];
        double minimum = double.NaN, maximum = double.NaN, mean = double.NaN, deviation = double.NaN, flat = 0, clipped = 0;
        if (finite.Length > 0)
        {
            (minimum, maximum) = (finite.Min(), finite.Max());
            mean = finite.Average();
            deviation = Math.Sqrt(finite.Sum(v => (v - mean) * (v - mean)) / finite.Length);
            StuckSamples stuck = StuckSamples.Count(x, channel.SamplingRateHz, minimum, maximum);
            (flat, clipped) = ((double)stuck.Flat / x.Length, (double)stuck.Clipped / x.Length);
        }

        SignalQuality quality = new(
            channel.Modality, x.Length, minimum, maximum, mean, deviation, missing, firstMissing, flat, clipped, []);
        return quality with { Problems = [.. quality.FindProblems(channel)] };
    }

    private IEnumerable<string> FindProblems(Channel channel)
    {
        string name = channel.Name;
        if (Samples == 0)
        {
            yield return $"{name} is empty.";
            yield break;
        }

        if (MissingCount > 0)
            yield return $"{name} has {MissingCount} missing or infinite values, the first at sample {FirstMissing} " +
                $"({(double)FirstMissing / channel.SamplingRateHz:0.###} s).";
        if (MissingCount == Samples)
            yield break;
        if (Minimum == Maximum)
        {
            yield return $"{name} is constant ({Minimum}): was the sensor attached?";
            yield break;
        }

        // A resting wrist, or a thermometer that steps by 0.02 °C, is flat for most of the time.
        if (FlatShare > NotableFlatShare && Modality.Info().Quality.FlatSeconds != null)
            yield return $"{name} is flat for {FlatShare:P0} of its samples: was the sensor attached?";
        if (ClippedShare > NotableClippedShare)
            yield return $"{name} sticks to its extremes ({Minimum:0.###} or {Maximum:0.###}) for {ClippedShare:P1} of its samples: " +
                "is it clipped?";
        if (Modality.Info().UnitDoubt(new SignalSpread(Minimum, Maximum, Mean, StandardDeviation)) is { } doubt)
            yield return $"{name} {doubt}";
    }
}
