using AttX.Signals.Modalities;

namespace AttX.Signals;

/// <summary>One subject's session: the requested channels and the label track.</summary>
/// <param name="Subject">The subject's name, e.g. "S2".</param>
/// <param name="Device">The device the channels come from.</param>
/// <param name="Channels">The channels, in the requested order.</param>
/// <param name="Labels">The condition at each moment; <see cref="LabelTrack.None"/> if it was not recorded.</param>
public sealed record Recording(string Subject, Device Device, IReadOnlyList<Channel> Channels, LabelTrack Labels);
