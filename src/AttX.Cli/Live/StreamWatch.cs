using AttX.Signals.Modalities;
using AttX.Streaming;
using AttX.Streaming.Sources;

namespace AttX.Cli.Live;

/// <summary>Warns of irregularities of a stream: silence, jumps in time, a rate that is not the declared one.</summary>
/// <param name="channels">The expected channels.</param>
/// <param name="reached">The time that a channel has reached in the session, which need not believe every time stamp; null before the first sample.</param>
/// <param name="maximumLagSeconds">Length of a jump that the session makes only if others confirm it.</param>
/// <param name="silence">Time without samples after which a channel counts as silent; null for never.</param>
/// <param name="warn">Receives the warnings.</param>
/// <param name="clock">Clock that measures silence.</param>
internal sealed class StreamWatch(
    IReadOnlyList<ChannelRate> channels, Func<Modality, double?> reached, double maximumLagSeconds, TimeSpan? silence, Action<string> warn, TimeProvider clock)
{
    /// <summary>Tolerance between times that should be contiguous: a smaller difference is no jump.</summary>
    private const double JumpSeconds = 1;

    private readonly WarningLimit _jumps = new("jumps in time", warn, clock);
    private readonly Course[] _courses = [.. channels.Select(c => new Course(c, clock.GetTimestamp()))];

    /// <summary>Receives a chunk, before the session does.</summary>
    /// <exception cref="InvalidDataException">Its channel's rate is not the declared one.</exception>
    public void See(SampleChunk chunk)
    {
        if (chunk.Samples.Length == 0)
            return;
        Course course = _courses.Single(c => c.Channel.Modality == chunk.Modality);
        if (course.Rate.See(chunk) is { } warning)
            warn(warning);
        (double start, double from) = (chunk.StartSeconds, reached(chunk.Modality) ?? double.NaN);
        if (start - from > JumpSeconds && Math.Abs(start - course.EndSeconds) > JumpSeconds)
            Jump(course, "ahead", from, start, start - from > maximumLagSeconds ? "left out unless those that follow agree" : "what lies between is missing");
        else if (course.EndSeconds - start > JumpSeconds && from - start > JumpSeconds)
            Jump(course, "back", course.EndSeconds, start, FormattableString.Invariant($"left out until {from:0.###} s"));
        course.EndSeconds = start + (double)chunk.Count / course.Channel.SamplingRateHz;
        if (course.IsSilent)
            warn(FormattableString.Invariant($"{course.Name}: resumed after {clock.GetElapsedTime(course.Arrival).TotalSeconds:0.#} s."));
        (course.Arrival, course.IsSilent) = (clock.GetTimestamp(), false);
    }

    /// <summary>
    /// Looks for silent channels. While some are silent and others go on, returns the time that the latter have reached: the silent
    /// ones' missing samples before it need not be waited for.
    /// </summary>
    public double? FindSilence()
    {
        Course[] fallen = [.. _courses.Where(c => !c.IsSilent && silence is { } limit && clock.GetElapsedTime(c.Arrival) >= limit)];
        foreach (Course course in fallen)
            course.IsSilent = true;
        if (fallen.Length > 0)
            warn(FormattableString.Invariant($"{string.Join(", ", fallen.Select(c => c.Name))}: nothing for {silence!.Value.TotalSeconds:0.###} s."));
        return _courses.Any(c => c.IsSilent) ? _courses.Where(c => !c.IsSilent).Min(c => reached(c.Channel.Modality)) : null;
    }

    private void Jump(Course course, string way, double from, double to, string consequence) => _jumps.Add(
        FormattableString.Invariant($"{course.Name}: time jumps {way} from {from:0.###} to {to:0.###} s; {consequence}."));

    private sealed class Course(ChannelRate channel, long begun)
    {
        public ChannelRate Channel => channel;

        public string Name { get; } = StreamCounters.NameOf(channel.Modality);

        /// <summary>End of the channel's last chunk.</summary>
        public double EndSeconds { get; set; } = double.NaN;

        public RateCheck Rate { get; } = new(channel);

        public long Arrival { get; set; } = begun;

        public bool IsSilent { get; set; }
    }
}
