using AttX.Signals;

namespace AttX.Streaming;

/// <summary>How a session treats time, and the person it does not know yet. docs/streaming.md explains each.</summary>
public sealed record SessionOptions
{
    /// <summary>Good signal of each channel before the first estimate: what the z-score's mean and deviation are first measured on.</summary>
    public double CalibrationSeconds { get; init; } = 60;

    /// <summary>
    /// How far back mean and deviation look after the calibration; 0: they stay as calibrated. Null: as the model was trained; 0 for
    /// <c>--normalise baseline</c>, an hour for <c>subject</c>, which saw whole recordings.
    /// </summary>
    public double? AdaptationSeconds { get; init; }

    /// <summary>
    /// Mean and deviation of each axis of each filtered signal, in the order of the model's modalities, where they are known, for example from an earlier
    /// session: no calibration then. Models trained with <c>--normalise train</c> bring their own.
    /// </summary>
    public IReadOnlyList<ChannelStatistics>? Statistics { get; init; }

    /// <summary>
    /// By how much a chunk's time stamp may miss the end of the one before and still follow it without gap or overlap; half a sample at least.
    /// </summary>
    public double JitterSeconds { get; init; }

    /// <summary>Longest gap that a straight line bridges; windows with a longer one get no estimate.</summary>
    public double BridgeSeconds { get; init; } = 0.25;

    /// <summary>How far the channels may be apart: beyond it, what the slower one lacks is missing.</summary>
    public double MaximumLagSeconds { get; init; } = 300;

    /// <summary>The clock that latency is measured by.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <exception cref="ArgumentException">A value out of range: all of them, one sentence each.</exception>
    internal void Validate(int axes)
    {
        var problems = new List<string>();
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
        bool usable = Statistics == null || Statistics.All(s => double.IsFinite(s.Mean) && s.StandardDeviation > 0);
        if (!usable || (Statistics != null && Statistics.Count != axes))
            problems.Add($"Statistics must have {axes} means and deviations above 0, one for each axis of each modality.");
        if (problems.Count > 0)
            throw new ArgumentException(string.Join(' ', problems));
    }
}
