using System.Globalization;
using AttX.Evaluation;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Streaming;
using AttX.Streaming.Sources;

namespace AttX.Cli.Live;

/// <summary>Counts of a stream's samples and windows so far.</summary>
internal sealed class StreamCounters(StressEstimator session, IReadOnlyList<Modality> modalities, ISampleSource source, SamplePipe pipe, double hopSeconds)
{
    private readonly Dictionary<string, long> _without = [];
    private readonly AlarmCourse _alarm = new();
    private long? _alarms;

    public long Malformed => source.Malformed;

    public long Dropped => pipe.Dropped;

    /// <summary>Number of windows with an estimate.</summary>
    public long Estimates { get; private set; }

    /// <summary>Number of windows without.</summary>
    public long WithoutEstimate { get; private set; }

    /// <summary>Whether any sample was received.</summary>
    public bool Any => Malformed > 0 || Channels.Any(c => c.Counts != default);

    public IEnumerable<(string Channel, ChannelCounts Counts)> Channels => modalities.Select(m => (NameOf(m), session.Counts(m)));

    public static string NameOf(Modality modality) => modality.Info().Name;

    /// <summary>Returns why a window has no estimate; empty if it has one.</summary>
    public static IEnumerable<string> Reasons(Estimate estimate)
    {
        IEnumerable<string> flaws = QualityFlagsText.All.Where(flaw => (estimate.Quality & flaw) != 0).Select(flaw => flaw.Describe());
        return estimate.IsCalibrating ? flaws.Append("calibrating") : flaws;
    }

    public void Add(Estimate estimate)
    {
        if (estimate.IsAlarm is { } alarm)
            _alarms = (_alarms ?? 0) + (_alarm.Next(alarm, !alarm) ? 1 : 0);
        if (estimate.Probability != null)
        {
            Estimates++;
            return;
        }

        WithoutEstimate++;
        foreach (string reason in Reasons(estimate))
            _without[reason] = _without.GetValueOrDefault(reason) + 1;
    }

    /// <summary>
    /// For example <c>bvp: 640 samples used, 0 missing, 0 repeated, 0 late</c>, one line per channel, then what was left out, and
    /// <c>windows: 11 with an estimate, 12 without (11 calibrating, 1 gap)</c>.
    /// </summary>
    public IEnumerable<string> Summary()
    {
        foreach ((string channel, ChannelCounts counts) in Channels)
            yield return $"{channel}: {counts.Used} samples used, {counts.Missing} missing, {counts.Repeated} repeated, {counts.Late} late"
                + (counts.Astray > 0 ? $", {counts.Astray} at times far from the others'" : "");
        yield return $"{Malformed} malformed lines left out, {Dropped} chunks dropped";
        yield return $"windows: {Estimates} with an estimate, {WithoutEstimate} without"
            + (_without.Count == 0 ? "" : $" ({string.Join(", ", _without.Select(r => $"{r.Value} {r.Key}"))})");
        if (_alarms is { } alarms)
            yield return string.Create(CultureInfo.InvariantCulture, $"alarms: {alarms}, {alarms / Math.Max(Estimates * hopSeconds / 3600, 1e-9):0.0} per hour of estimates");
    }
}
