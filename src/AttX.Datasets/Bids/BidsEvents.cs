using System.Globalization;
using AttX.Datasets.Labels;
using AttX.Signals;

namespace AttX.Datasets.Bids;

/// <summary>The events of a run: trial types that last are labels, moments are marks. Times are on the clock of the onsets.</summary>
/// <param name="Spans">The labels.</param>
/// <param name="Marks">The marks.</param>
internal sealed record BidsEvents(IReadOnlyList<LabelSpan> Spans, IReadOnlyList<Event> Marks)
{
    private const double Greatest = 1e9;

    /// <summary>The events of a run without any.</summary>
    public static BidsEvents None { get; } = new([], []);

    /// <summary>Reads an <c>_events.tsv</c>.</summary>
    /// <exception cref="InvalidDataException">The table is damaged; names the line.</exception>
    public static BidsEvents Read(string path)
    {
        List<LabelSpan> spans = [];
        List<Event> marks = [];
        foreach ((string place, Func<string, string?> value) in new BidsTable(path, "onset", "duration").Rows)
        {
            double onset = Number(value("onset"), "onset", place) ?? throw new InvalidDataException($"{place}: has no onset.");
            double duration = Number(value("duration"), "duration", place) ?? 0;
            string? type = value("trial_type");
            if (duration == 0)
                marks.Add(new Event(onset, type ?? value("value") ?? "event"));
            else if (type != null)
                spans.Add(new LabelSpan(onset, onset + duration, Checked(type, place), place));
        }

        return new BidsEvents(spans, [.. marks.OrderBy(m => m.Seconds)]);
    }

    /// <summary>Returns the events on a recording's clock; labels that began before it are cut.</summary>
    /// <param name="startSeconds">When the recording began.</param>
    /// <param name="note">Receives a remark if a label is cut.</param>
    public BidsEvents From(double startSeconds, Action<string> note)
    {
        if (Spans.Any(s => s.StartSeconds < startSeconds && s.StartSeconds >= 0))
            note(FormattableString.Invariant($"Labels before the signals' start, {startSeconds:0.######} s after the onsets' origin, are cut."));
        return new BidsEvents(
            [.. Spans.Where(s => !(s.StartSeconds < s.EndSeconds && s.EndSeconds <= startSeconds))
                .Select(s => s with { StartSeconds = Cut(s.StartSeconds), EndSeconds = s.EndSeconds - startSeconds })],
            [.. Marks.Select(m => m with { Seconds = m.Seconds - startSeconds })]);

        double Cut(double start) => start >= 0 ? Math.Max(0, start - startSeconds) : start - startSeconds;
    }

    private static double? Number(string? text, string column, string place) => text == null ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && Math.Abs(value) < Greatest ? value
        : throw new InvalidDataException($"{place}: {column} is no number: '{text[..Math.Min(text.Length, 40)]}'.");

    /// <summary>Checks a label as <see cref="ClassificationTask"/> does.</summary>
    private static string Checked(string label, string place) =>
        label.Length <= 60 && !label.Any(c => char.IsControl(c) || c is ',' or '"') ? label
            : throw new InvalidDataException($"{place}: a trial_type must have 1 to 60 characters without commas and quotes.");
}
