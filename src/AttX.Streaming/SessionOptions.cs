using AttX.Evaluation;
using AttX.Signals;

namespace AttX.Streaming;

/// <summary>Options for timing, and for calibration to a new person. docs/streaming.md explains each.</summary>
public sealed record SessionOptions
{
    /// <summary>
    /// Length of good signal of each channel before the first estimate, from which the z-score's mean and deviation are first
    /// measured.
    /// </summary>
    public double CalibrationSeconds { get; init; } = 60;

    /// <summary>
    /// Memory of mean and deviation after the calibration; 0: they stay as calibrated. Null: as the model was trained; 0 for
    /// <c>--normalise baseline</c>, an hour for <c>subject</c>, which saw whole recordings.
    /// </summary>
    public double? AdaptationSeconds { get; init; }

    /// <summary>
    /// Mean and deviation of each axis of each filtered signal, in the order of the model's modalities, if known, for example an earlier
    /// session's <see cref="StressEstimator.Statistics"/>. Models trained on running statistics go on from them (the count says how many samples they
    /// weigh); other models use them as they are, without calibration. Deviation 0: not known. Models trained with <c>--normalise train</c> bring their own.
    /// </summary>
    public IReadOnlyList<ChannelStatistics>? Statistics { get; init; }

    /// <summary>
    /// Tolerance by which a chunk's time stamp may differ from the end of the previous chunk without a gap or overlap; at least
    /// half a sample.
    /// </summary>
    public double JitterSeconds { get; init; }

    /// <summary>Longest gap that is interpolated linearly; windows with a longer one get no estimate.</summary>
    public double BridgeSeconds { get; init; } = 0.25;

    /// <summary>Maximum lag between channels; beyond it, samples that the slower one lacks are missing.</summary>
    public double MaximumLagSeconds { get; init; } = 300;

    /// <summary>What is made of the model's probabilities: smoothing, abstention, alarms.</summary>
    public Postprocessing Postprocessing { get; init; } = Postprocessing.None;

    /// <summary>The clock for measuring latency.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <exception cref="ArgumentException">A value is out of range; the message lists all of them, one sentence each.</exception>
    internal void Validate(int axes, WindowSpec spec, int classes)
    {
        var problems = new List<string>(Postprocessing.Problems(spec, classes));
        if (!(CalibrationSeconds is > 0 and <= 86_400))
            problems.Add($"CalibrationSeconds must be above 0 and at most a day, got {CalibrationSeconds}.");
        if (AdaptationSeconds is { } adaptation && !(adaptation is >= 0 and <= 1e7))
            problems.Add($"AdaptationSeconds must be from 0 to 1e7, got {adaptation}.");
        if (!(JitterSeconds is >= 0 and <= 10))
            problems.Add($"JitterSeconds must be from 0 to 10, got {JitterSeconds}.");
        if (!(BridgeSeconds is >= 0 and <= 10))
            problems.Add($"BridgeSeconds must be from 0 to 10, got {BridgeSeconds}.");
        if (!(MaximumLagSeconds is >= 1 and <= 3600))
            problems.Add($"MaximumLagSeconds must be from 1 to 3600, got {MaximumLagSeconds}.");
        bool usable = Statistics == null || Statistics.All(s => double.IsFinite(s.Mean) && s.StandardDeviation is >= 0 and < double.PositiveInfinity && s.Count >= 0);
        if (!usable || (Statistics != null && Statistics.Count != axes))
            problems.Add($"Statistics must have {axes} means and deviations of at least 0, one for each axis of each modality.");
        if (problems.Count > 0)
            throw new ArgumentException(string.Join(' ', problems));
    }
}
