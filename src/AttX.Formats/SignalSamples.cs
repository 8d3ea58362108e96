using AttX.Signals;

namespace AttX.Formats;

/// <summary>What a reader found for the signals that it was asked for.</summary>
/// <param name="Samples">The samples of each, in its declared unit and rate; all begin at the same moment; NaN where one is missing.</param>
internal sealed record SignalSamples(double[][] Samples)
{
    /// <summary>The events, in seconds after the first sample, in order of time.</summary>
    public IReadOnlyList<Event> Events { get; init; } = [];

    /// <summary>The texts that the samples of <see cref="FormatOptions.EventColumn"/> count from 0, where it was read as texts.</summary>
    public IReadOnlyList<string>? Texts { get; init; }

    /// <summary>The moment of the first sample, where the format says it.</summary>
    public DateTimeOffset? Start { get; init; }
}
