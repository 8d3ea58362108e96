using AttX.Datasets.Files;
using AttX.Ground;

namespace AttX.Datasets.Labels;

/// <summary>Labels from tables of spans (<see cref="SpanTable"/>): one for all subjects, or one per subject by a pattern.</summary>
internal sealed class CsvLabels : ILabelSource
{
    private readonly string _folder, _where;
    private readonly FilePattern? _pattern;
    private readonly IReadOnlyList<SpanRow> _rows = [];
    private readonly LabelNames _names;

    private CsvLabels(JsonKeys json, string folder)
    {
        (Name, _folder, _where) = (json.RequireText("file", "\"labels.csv\""), folder, json.Where);
        _names = new LabelNames(json);
        if (Name.Contains(FilePattern.Placeholder, StringComparison.Ordinal))
        {
            _pattern = FilePattern.Parse(Name, json.Where);
            if (Name.Contains('*') || Name.EndsWith('/'))
                throw new InvalidDataException($"{json.Where}: \"file\" must name one file per subject, without * and without a slash at its end, got \"{Name}\".");
        }
        else
        {
            _rows = SpanTable.Read(InnerPath.Resolve(folder, Name, json.Where));
        }
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public IEnumerable<string> Files => _pattern?.Find(_folder).Select(f => f.Path) ?? [Path.Combine(_folder, Name)];

    /// <summary>Creates <c>{"from": "csv", "file": "labels.csv"}</c>.</summary>
    public static CsvLabels Create(JsonKeys json, string folder) => new(json, folder);

    /// <inheritdoc/>
    public void RequireAmong(IReadOnlyList<string> subjects)
    {
        if (_rows.FirstOrDefault(r => r.Subject != null && !subjects.Contains(r.Subject)) is { Subject: { } unknown } row)
            throw new InvalidDataException($"{row.Place}: there is no subject '{unknown}'; did you mean '{EditDistance.Nearest(unknown, subjects)}'?");
    }

    /// <inheritdoc/>
    public IReadOnlyList<LabelSpan> SpansOf(LabelledSubject subject)
    {
        SpanRow[] rows = [.. RowsOf(subject.Name).Where(r => r.Subject == null || r.Subject == subject.Name)];
        if (rows.Length > 0 && rows[0].Subject == null && _pattern == null)
            subject.Notes.Add($"{Name} has no column of subjects: its labels hold for all.");
        bool hasClock = rows.Any(r => r.IsClock);
        LabelSpan[] marks = [.. rows.Select(r => r.IsClock ? AfterStart(r, subject) : r.Mark)];
        IReadOnlyList<LabelSpan> spans = LabelMarks.ToSpans(_names.Apply(marks, Name, subject), subject);
        return hasClock ? LabelMarks.Within(spans, subject) : spans;
    }

    private IReadOnlyList<SpanRow> RowsOf(string subject) =>
        _pattern == null ? _rows : SpanTable.Read(InnerPath.Resolve(_folder, _pattern.PathOf(subject), _where));

    private static LabelSpan AfterStart(SpanRow row, LabelledSubject subject)
    {
        double start = subject.Recording.Start is { } moment ? (moment - DateTimeOffset.UnixEpoch).TotalSeconds : throw new InvalidDataException(
            $"{row.Place}: the label has a clock time, and {subject.Name}'s recording does not say when it began; give seconds after its first sample.");
        return row.Mark with { StartSeconds = row.Mark.StartSeconds - start, EndSeconds = row.Mark.EndSeconds - start };
    }
}
