using AttX.Signals.Modalities;

namespace AttX.Signals;

/// <summary>One subject's session: the requested channels and the label track.</summary>
/// <param name="Subject">The subject's name, e.g. "S2".</param>
/// <param name="Device">The device the channels come from.</param>
/// <param name="Channels">The channels, in the requested order.</param>
/// <param name="Labels">The condition at each moment; <see cref="LabelTrack.None"/> if it was not recorded.</param>
public sealed record Recording(string Subject, Device Device, IReadOnlyList<Channel> Channels, LabelTrack Labels)
{
    /// <summary>The moment of the first sample; null if it is unknown. Clocks without a zone are taken for UTC.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>Tags, event markers and texts of marker streams, in seconds after the first sample, in order of time.</summary>
    public IReadOnlyList<Event> Events { get; init; } = [];

    /// <summary>Continuous labels, such as a joystick's arousal; most datasets have none.</summary>
    public IReadOnlyList<Rating> Ratings { get; init; } = [];

    /// <summary>Remarks on this recording for the user: known flaws, conversions made, labels cut. One sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Returns the recording with the channels of some modalities alone.</summary>
    public Recording Of(IReadOnlyList<Modality> modalities) => this with { Channels = [.. Channels.Where(c => modalities.Contains(c.Modality))] };
}
