using AttX.Datasets.Labels;
using AttX.Signals;

namespace AttX.Datasets.Bids;

/// <summary>Joins the runs of one person one after another.</summary>
internal static class RunJoin
{
    /// <summary>
    /// Joins runs in their order. All but the last are cut to whole seconds, so that signals of every rate continue at the same moment; a label ends a
    /// tenth of a second before the next run, so that no window reaches into it.
    /// </summary>
    public static (Recording Recording, IReadOnlyList<LabelSpan> Spans) Of(
        IReadOnlyList<(Recording Recording, IReadOnlyList<LabelSpan> Spans)> parts, List<string> notes)
    {
        if (parts is [var only])
            return only;
        // Without channels, a run lasts until its last label ends.
        int[] seconds = [.. parts.Select(p => (int)p.Recording.Channels.Select(c => c.DurationSeconds)
            .DefaultIfEmpty(p.Spans.Select(s => s.EndSeconds).DefaultIfEmpty().Max() + 1).Min())];
        Recording first = parts[0].Recording;
        notes.Add($"{parts.Count} runs are joined one after another, {(parts.All(p => p.Recording.Start != null)
            ? "in the order of their acq_time" : "in the order of their names, as not all have an acq_time")}.");
        List<LabelSpan> spans = [];
        List<Event> events = [];
        int[] starts = [.. seconds.Select((_, run) => seconds.Take(run).Sum())];
        foreach ((int run, (Recording recording, IReadOnlyList<LabelSpan> own)) in parts.Index())
        {
            double end = run == parts.Count - 1 ? double.PositiveInfinity : seconds[run] - 0.1;
            spans.AddRange(own.Select(s => Cut(s, end)).Where(s => s.StartSeconds < end).Select(s => s with { StartSeconds = s.StartSeconds + starts[run], EndSeconds = s.EndSeconds + starts[run] }));
            events.AddRange(recording.Events.Select(e => e with { Seconds = e.Seconds + starts[run] }));
        }

        return (first with
        {
            Channels = [.. first.Channels.Select((_, c) => Joined([.. parts.Select(p => p.Recording.Channels[c])], seconds))],
            Start = null,
            Events = [.. events.OrderBy(e => e.Seconds)],
        }, spans);
    }

    private static LabelSpan Cut(LabelSpan span, double end) => span.StartSeconds < span.EndSeconds ? span with { EndSeconds = Math.Min(span.EndSeconds, end) } : span;

    private static Channel Joined(Channel[] channels, int[] seconds)
    {
        if (channels.DistinctBy(c => c.SamplingRateHz).Count() > 1)
            throw new InvalidDataException($"{channels[0].Name} is sampled at {string.Join(" and ", channels.Select(c => c.SamplingRateHz).Distinct())} Hz " +
                "in runs of one person; they cannot be joined.");
        return channels[0] with
        {
            Axes = [.. channels[0].Axes.Select((_, axis) => channels.SelectMany((c, run) =>
                run == channels.Length - 1 ? c.Axes[axis] : c.Axes[axis][..(seconds[run] * c.SamplingRateHz)]).ToArray())],
        };
    }
}
