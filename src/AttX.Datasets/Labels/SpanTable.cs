using AttX.Formats;
using AttX.Formats.Csv;
using AttX.Formats.Text;

namespace AttX.Datasets.Labels;

/// <summary>One row of a table of labels.</summary>
/// <param name="Subject">The subject; null if the table has no such column.</param>
/// <param name="Mark">Start and end in seconds after the recording's first sample, or of Unix time; an end of NaN: until the next row.</param>
/// <param name="IsClock">Whether the times are of a clock.</param>
internal sealed record SpanRow(string? Subject, LabelSpan Mark, bool IsClock)
{
    /// <summary>Where it stands: "labels.csv:7".</summary>
    public string Place => Mark.Place;
}

/// <summary>
/// A table of spans as people write it: columns for subject, start, end or duration, and label are known by their names, with units or without; times are
/// seconds after the recording's beginning, dates (ISO 8601), or Unix time.
/// </summary>
internal static class SpanTable
{
    private const int MaxRows = 1_000_000;

    private const double EarliestClock = 1e8;

    private const string Time = "time";

    private static readonly string[] Subjects = ["subject", "participant", "participant_id", "subject_id", "sub", "id", "record", "recording"];
    private static readonly string[] Starts = ["start", "onset", "begin", "from", "start_time", Time];
    private static readonly string[] Ends = ["end", "stop", "to", "until", "end_time"];
    private static readonly string[] Durations = ["duration", "length"];
    /// <summary>Names of a column of labels, in lower case.</summary>
    public static IReadOnlyList<string> LabelNames => Labels;

    private static readonly string[] Labels = ["label", "condition", "trial_type", "state", "stage", "phase", "event", "activity", "task", "segment"];

    /// <summary>Reads a table.</summary>
    /// <exception cref="InvalidDataException">A column is missing, or a row is damaged; names the line.</exception>
    public static IReadOnlyList<SpanRow> Read(string path)
    {
        TextSource source = TextSource.OfFile(path);
        CsvLayout layout = CsvLayout.Of(source);
        int subject = Find(layout, Subjects), end = Find(layout, Ends), duration = Find(layout, Durations);
        int start = Require(source, layout, Starts, "starts"), label = Require(source, layout, Labels, "labels");
        List<SpanRow> rows = [];
        foreach (DelimitedText row in DelimitedText.Rows(source, layout.Delimiter, layout.HeaderRows, layout.Names.Count))
        {
            string place = $"{source.Name}:{row.Line}";
            double from = Seconds(row, start, layout, place);
            double to = duration >= 0 ? from + Seconds(row, duration, layout, place) : end >= 0 ? Seconds(row, end, layout, place) : double.NaN;
            if (double.IsNaN(from))
                throw new InvalidDataException($"{place}: the label has no start.");
            if (row.Field(label).Length == 0 || (subject >= 0 && row.Field(subject).Length == 0))
                throw new InvalidDataException($"{place}: the {(row.Field(label).Length == 0 ? "label" : "subject")} is missing.");
            if (rows.Count == MaxRows)
                throw new InvalidDataException($"{source.Name} has more than {MaxRows} labels.");
            rows.Add(new SpanRow(subject < 0 ? null : row.Field(subject), new LabelSpan(from, to, row.Field(label), place), from >= EarliestClock));
        }

        return rows.Count > 0 ? rows : throw new InvalidDataException($"{source.Name} has no labels.");
    }

    /// <summary>Returns whether a file is such a table by the names of its columns, and no recording with a column of labels.</summary>
    public static bool Recognises(string path)
    {
        CsvLayout layout = CsvLayout.Of(TextSource.OfFile(path));
        int start = Find(layout, Starts);
        bool isOfSpans = Find(layout, Ends) >= 0 || Find(layout, Durations) >= 0 || layout.Names.Count == 2;
        return start >= 0 && Find(layout, Labels) >= 0 && (isOfSpans || Plain(layout.Names[start]) != Time);
    }

    private static int Require(TextSource source, CsvLayout layout, string[] names, string what) => Find(layout, names) is >= 0 and var column ? column
        : throw new InvalidDataException($"{source.Name} has no column of {what} ({string.Join(", ", names)}) among {SignalNames.List(layout.Names)}.");

    /// <summary>Finds the column with the earliest of these names.</summary>
    private static int Find(CsvLayout layout, string[] names)
    {
        string[] plain = [.. layout.Names.Select(Plain)];
        return names.Select(name => Array.IndexOf(plain, name)).FirstOrDefault(column => column >= 0, -1);
    }

    /// <summary>"start" of "Start (s)" and of "start_s".</summary>
    private static string Plain(string name)
    {
        string plain = name.Split('(', '[')[0].Trim().ToLowerInvariant().Replace(' ', '_');
        int unit = plain.LastIndexOf('_');
        return unit > 0 && TimeStamp.IsUnit(plain[(unit + 1)..]) ? plain[..unit] : plain;
    }

    private static double Seconds(DelimitedText row, int column, CsvLayout layout, string place)
    {
        string text = row.Field(column);
        if (TimeStamp.IsDate(text))
            return TimeStamp.UnixSeconds(text) is var moment && !double.IsNaN(moment) ? moment
                : throw new InvalidDataException($"{place}: there is no such day as '{text}'.");
        double number = row.Number(column);
        string? unit = layout.Units[column] is { } stated && TimeStamp.IsUnit(stated) ? stated : number >= EarliestClock ? null : "s";
        return double.IsNaN(number) ? number : TimeStamp.Of(unit, text, place).Seconds(text, number);
    }
}
