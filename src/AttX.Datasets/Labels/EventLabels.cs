using AttX.Formats;
using AttX.Ground;

namespace AttX.Datasets.Labels;

/// <summary>
/// Labels from a recording's events: annotations, markers, the runs of a column. An event that does not say how long it lasts is a label until the
/// next one that is used, until the event that <c>"until": {"begin": "end"}</c> names, or to the end of the recording.
/// </summary>
internal sealed class EventLabels : ILabelSource
{
    private readonly LabelNames _names;
    private readonly Dictionary<string, string> _until;
    private Func<FormatOptions, FormatOptions> _configure = options => options;

    /// <summary>Creates the source.</summary>
    /// <param name="name">What the events are, for messages.</param>
    /// <param name="json">Its keys.</param>
    public EventLabels(string name, JsonKeys json)
    {
        Name = name;
        _until = json.Texts("until").ToDictionary(u => u.Key, u => u.Text!);
        _names = new LabelNames(json, _until.Values);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Creates <c>{"from": "column", "column": "condition"}</c>.</summary>
    public static EventLabels OfColumn(JsonKeys json)
    {
        string column = json.RequireText("column", "\"condition\"");
        return new EventLabels($"the column {column}", json) { _configure = options => options with { EventColumn = column } };
    }

    /// <summary>Creates <c>{"from": "wfdb", "extension": "atr"}</c>.</summary>
    public static EventLabels OfWfdb(JsonKeys json)
    {
        string extension = json.Text("extension") ?? "atr";
        if (!extension.All(char.IsAsciiLetterOrDigit))
            throw new InvalidDataException($"{json.Where}: \"extension\" must be letters and digits, such as \"atr\", got \"{extension}\".");
        return new EventLabels($"annotations of .{extension}", json) { _configure = options => options with { AnnotationExtension = extension } };
    }

    /// <summary>Creates <c>{"from": "markers", "stream": "Experiment"}</c>.</summary>
    public static EventLabels OfMarkers(JsonKeys json)
    {
        string? stream = json.Text("stream");
        return new EventLabels(stream == null ? "markers" : $"markers of the stream {stream}", json) { _configure = options => options with { EventStream = stream } };
    }

    /// <inheritdoc/>
    public FormatOptions Configure(FormatOptions options) => _configure(options);

    /// <inheritdoc/>
    public IReadOnlyList<LabelSpan> SpansOf(LabelledSubject subject)
    {
        IEnumerable<LabelSpan> marks = subject.Recording.Events.Select(e => new LabelSpan(
            e.Seconds, e.DurationSeconds > 0 ? e.Seconds + e.DurationSeconds : double.NaN, e.Name.Trim(), $"{subject.Name}: {Name}"));
        IReadOnlyList<LabelSpan> spans = LabelMarks.ToSpans(
            _names.Apply(marks.Where(m => m.Label.Length > 0), $"{subject.Name}: {Name}", subject), subject, EndOf);
        return LabelMarks.Within(spans, subject);
    }

    private double? EndOf(IReadOnlyList<LabelSpan> marks, int index)
    {
        LabelSpan mark = marks[index];
        if (!_until.TryGetValue(mark.Label, out string? end))
            return null;
        return marks.Skip(index + 1).Where(m => m.Label == end).Select(m => (double?)m.StartSeconds).FirstOrDefault()
            ?? throw new InvalidDataException(FormattableString.Invariant(
                $"{mark.Place}: '{mark.Label}' at {mark.StartSeconds:0.###} s has no '{end}' after it, which \"until\" says that it ends with."));
    }
}
