using AttX.Signals.Modalities;
using AttX.Signals;
using AttX.Streaming.Sources;
using AttX.Streaming;

namespace AttX.Cli.Live;

/// <summary>What became of a stream so far.</summary>
internal sealed class StreamCounters(StressEstimator session, IReadOnlyList<Modality> modalities, ISampleSource source, SamplePipe pipe)
{
    private readonly Dictionary<string, long> _without = [];

    public long Malformed => source.Malformed;

    public long Dropped => pipe.Dropped;

    /// <summary>Windows with an estimate.</summary>
    public long Estimates { get; private set; }

    /// <summary>Windows without.</summary>
    public long WithoutEstimate { get; private set; }

    /// <summary>Whether anything at all came.</summary>
    public bool Any => Malformed > 0 || Channels.Any(c => c.Counts != default);

    public IEnumerable<(string Channel, ChannelCounts Counts)> Channels => modalities.Select(m => (NameOf(m), session.Counts(m)));

    public static string NameOf(Modality modality) => modality.Info().Name;

    /// <summary>Why a window has no estimate; nothing if it has.</summary>
    public static IEnumerable<string> Reasons(Estimate estimate)
    {
        IEnumerable<string> flaws = QualityFlagsText.All.Where(flaw => (estimate.Quality & flaw) != 0).Select(flaw => flaw.Describe());
        return estimate.IsCalibrating ? flaws.Append("calibrating") : flaws;
    }

    public void Add(Estimate estimate)
    {
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
    /// For example <c>bvp: 640 samples used, 0 missing, 0 repeated, 0 late</c>, a line a channel, then what was left out, and
    /// <c>windows: 11 with an estimate, 12 without (11 calibrating, 1 gap)</c>.
    /// </summary>
    public IEnumerable<string> Summary()
    {
        foreach ((string channel, ChannelCounts counts) in Channels)
            yield return $"{channel}: {counts.Used} samples used, {counts.Missing} missing, {counts.Repeated} repeated, {counts.Late} late";
        yield return $"{Malformed} malformed lines left out, {Dropped} chunks dropped";
        yield return $"windows: {Estimates} with an estimate, {WithoutEstimate} without"
            + (_without.Count == 0 ? "" : $" ({string.Join(", ", _without.Select(r => $"{r.Value} {r.Key}"))})");
    }
}
