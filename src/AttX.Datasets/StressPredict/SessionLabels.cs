using System.Globalization;
using AttX.Datasets.Labels;
using AttX.Signals;

namespace AttX.Datasets.StressPredict;

/// <summary>One session's labels, brought to the signals that were read.</summary>
/// <param name="spans">Spans in seconds after the session's start.</param>
/// <param name="lateSeconds">Seconds by which the signals start later than the session.</param>
/// <param name="durationSeconds">Duration of the longest signal.</param>
internal sealed class SessionLabels(IReadOnlyList<LabelSpan> spans, double lateSeconds, double durationSeconds)
{
    private const int RateHz = 10;

    /// <summary>Seconds by which labels per second are known to outlast the signals, as the E4's heart rate does, and by which they may.</summary>
    private const double Expected = 2, Tolerance = 10;

    /// <summary>Seconds within which a tag marks a change of label.</summary>
    private const double TagTolerance = 5;

    /// <summary>Creates the track.</summary>
    /// <exception cref="InvalidDataException">A span runs backwards, overlaps another or lies beyond the recording.</exception>
    public LabelTrack ToTrack(IReadOnlyList<string> labels) =>
        LabelSpans.ToTrack(spans.SelectMany(Moved), labels, RateHz, durationSeconds);

    /// <summary>Remarks on the labels, one sentence each.</summary>
    public IEnumerable<string> Notes(IReadOnlyList<Event> tags)
    {
        double excess = spans.Max(s => s.EndSeconds) - lateSeconds - durationSeconds;
        if (excess > Expected)
            yield return FormattableString.Invariant($"The labels outlast the signals by {excess:0.#} s; they are cut there.");
        double[] changes = [.. spans.Zip(spans.Skip(1)).Where(p => p.First.Label != p.Second.Label).Select(p => p.Second.StartSeconds)];
        double[] unmarked = [.. changes.Where(c => !tags.Any(t => Math.Abs(t.Seconds + lateSeconds - c) <= TagTolerance))];
        if (tags.Count > 0 && unmarked.Length > 0)
            yield return FormattableString.Invariant($"{unmarked.Length} of {changes.Length} changes of label have no tag within {TagTolerance} s ") +
                $"(at {string.Join(", ", unmarked.Select(c => c.ToString("0", CultureInfo.InvariantCulture)))} s): they follow another clock or list than the tags.";
    }

    /// <summary>Moves a span to the signals' start, and cuts what was before it or is a little beyond their end.</summary>
    private IEnumerable<LabelSpan> Moved(LabelSpan span)
    {
        bool isSpan = span.StartSeconds >= 0 && span.EndSeconds > span.StartSeconds;
        double start = Math.Max(0, span.StartSeconds - lateSeconds), end = span.EndSeconds - lateSeconds;
        if (!isSpan || end > durationSeconds + Tolerance)
            yield return span; // The track's own checks say what is wrong with it.
        else if (start < Math.Min(end, durationSeconds))
            yield return span with { StartSeconds = start, EndSeconds = Math.Min(end, durationSeconds) };
    }
}
