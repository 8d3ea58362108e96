using AttX.Signals;
using AttX.Signals.Datasets;
using AttX.Signals.Preprocessing;

namespace AttX.Cli;

/// <summary>One array of a subject; its quality where it is a single signal that could be read.</summary>
internal sealed record InspectedChannel(ChannelDescription Description, SignalQuality? Quality, BadWindows? BadWindows)
{
    public double DurationSeconds => (double)Description.Samples / Description.SamplingRateHz;
}

/// <summary>What a subject's recording holds, and what is wrong with it.</summary>
internal sealed record InspectedSubject(
    string Subject, IReadOnlyList<InspectedChannel> Channels, IReadOnlyDictionary<AffectiveState, double> LabelledSeconds, IReadOnlyList<string> Problems)
{
    private static readonly AffectiveState[] Named =
        [AffectiveState.Baseline, AffectiveState.Stress, AffectiveState.Amusement, AffectiveState.Meditation];

    /// <summary>False where nothing could be read.</summary>
    public bool Readable => Channels.Count > 0;

    /// <summary>Reads one subject, a device at a time. Damage is a finding here, not an error.</summary>
    public static InspectedSubject Read(IRecordingSource source, string subject)
    {
        var channels = new List<InspectedChannel>();
        var seconds = new SortedDictionary<AffectiveState, double>();
        var problems = new List<string>();
        try
        {
            foreach (IGrouping<Device, ChannelDescription> device in source.Describe(subject).GroupBy(c => c.Device))
            {
                ChannelDescription[] signals = [.. device.Where(c => c is { Modality: not null, Columns: 1 })];
                Recording recording = source.Read(subject, device.Key, [.. signals.Select(c => c.Modality!.Value)]);
                foreach (ChannelDescription description in device)
                {
                    Channel? channel = recording.Channels.FirstOrDefault(c => description.Columns == 1 && c.Modality == description.Modality);
                    channels.Add(channel == null ? new InspectedChannel(description, null, null) : new InspectedChannel(
                        description, SignalQuality.Of(channel), Preprocessor.Supports(channel.Modality) ? BadWindows.Of(channel) : null));
                }

                foreach (AffectiveState state in Named)
                    seconds[state] = recording.Labels.SecondsOf(state);
            }

            problems.AddRange(Findings(channels, seconds));
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            problems.Add(e.Message);
        }

        return new InspectedSubject(subject, channels, seconds, problems);
    }

    private static IEnumerable<string> Findings(List<InspectedChannel> channels, SortedDictionary<AffectiveState, double> seconds)
    {
        if (channels.Count == 0)
            yield return "holds no channels";
        foreach ((ChannelDescription description, SignalQuality? quality, _) in channels)
            foreach (string problem in quality?.Problems ?? [])
                yield return $"{description.Device.ToString().ToLowerInvariant()} {problem}";

        foreach ((AffectiveState state, double length) in seconds)
            if (length == 0 && state != AffectiveState.Meditation)
                yield return $"no {state.ToString().ToLowerInvariant()} in the labels";
    }
}
