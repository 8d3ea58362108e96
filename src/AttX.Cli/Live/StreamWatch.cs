using AttX.Streaming;
using AttX.Streaming.Sources;

namespace AttX.Cli.Live;

/// <summary>Warns of irregularities of a stream: silence, or jumps in time.</summary>
/// <param name="channels">The expected channels.</param>
/// <param name="silence">Time without samples after which a channel counts as silent; null for never.</param>
/// <param name="warn">Receives the warnings.</param>
/// <param name="clock">Clock that measures silence.</param>
internal sealed class StreamWatch(IReadOnlyList<ChannelRate> channels, TimeSpan? silence, Action<string> warn, TimeProvider clock)
{
    /// <summary>Tolerance between times that should be contiguous: a smaller difference is no jump.</summary>
    private const double JumpSeconds = 1;

    private readonly WarningLimit _jumps = new("jumps in time", warn, clock);
    private readonly Course[] _courses = [.. channels.Select(c => new Course(c, clock.GetTimestamp()))];

    public void See(SampleChunk chunk)
    {
        if (chunk.Samples.Length == 0)
            return;
        Course course = _courses.Single(c => c.Channel.Modality == chunk.Modality);
        if (chunk.StartSeconds - course.LatestSeconds > JumpSeconds) // NaN at the beginning
            Jump(course, "ahead", course.LatestSeconds, chunk, "what lies between is missing");
        else if (course.EndSeconds - chunk.StartSeconds > JumpSeconds)
            Jump(course, "back", course.EndSeconds, chunk, FormattableString.Invariant($"left out until {course.LatestSeconds:0.###} s"));
        course.EndSeconds = chunk.StartSeconds + (double)chunk.Count / course.Channel.SamplingRateHz;
        course.LatestSeconds = double.MaxNumber(course.LatestSeconds, course.EndSeconds);
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
        Course[] going = [.. _courses.Where(c => !c.IsSilent && !double.IsNaN(c.LatestSeconds))];
        return going.Length > 0 && _courses.Any(c => c.IsSilent) ? going.Min(c => c.LatestSeconds) : null;
    }

    private void Jump(Course course, string way, double from, SampleChunk to, string consequence) => _jumps.Add(
        FormattableString.Invariant($"{course.Name}: time jumps {way} from {from:0.###} to {to.StartSeconds:0.###} s; {consequence}."));

    private sealed class Course(ChannelRate channel, long begun)
    {
        public ChannelRate Channel => channel;

        public string Name { get; } = StreamCounters.NameOf(channel.Modality);

        /// <summary>End of the channel's last chunk.</summary>
        public double EndSeconds { get; set; } = double.NaN;

        /// <summary>Latest end of any of the channel's chunks.</summary>
        public double LatestSeconds { get; set; } = double.NaN;

        public long Arrival { get; set; } = begun;

        public bool IsSilent { get; set; }
    }
}
