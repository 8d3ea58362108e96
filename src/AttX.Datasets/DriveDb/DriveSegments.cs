using AttX.Datasets.Labels;
using AttX.Formats.Catalogue;
using AttX.Ground;
using AttX.Signals;

namespace AttX.Datasets.DriveDb;

/// <summary>The segments of the drives: from a labels.csv beside the records, or from the presses of the marker's button.</summary>
internal sealed class DriveSegments
{
    /// <summary>Name and header of the file of labels.</summary>
    public const string FileName = "labels.csv", Header = "record,start_s,end_s,segment,stress3";

    /// <summary>The protocol's segments, in order, and the class of each (Healey and Picard 2005, section III).</summary>
    private static readonly (string Name, int Class)[] Protocol =
        [("initial rest", 0), ("city 1", 2), ("highway 1", 1), ("city 2", 2), ("highway 2", 1), ("city 3", 2), ("final rest", 0)];

    private static readonly string[] Road = ["rest", "highway", "city"];

    private readonly IReadOnlyDictionary<string, LabelSpan[]>? _spans;

    private DriveSegments(IReadOnlyDictionary<string, LabelSpan[]>? spans) => _spans = spans;

    /// <summary>The segments' names, which are the labels.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Protocol.Select(p => p.Name)];

    /// <summary>The tasks on them.</summary>
    public static IReadOnlyList<ClassificationTask> Tasks { get; } =
    [
        new("road", Road, [.. Protocol.Select(p => (p.Name, Road[p.Class]))]) { Baseline = Names[0] },
        new("driving", ["rest", "driving"], [.. Protocol.Select(p => (p.Name, p.Class == 0 ? "rest" : "driving"))]) { Baseline = Names[0] },
        // The two ends of what drivers rated, with the names of other datasets' classes, so that models of either can be tested on the other.
        new("stress", AffectTasks.Stress.Classes,
            [.. Protocol.Where(p => Road[p.Class] != "highway").Select(p => (p.Name, AffectTasks.Stress.Classes[p.Class == 0 ? 0 : 1]))]) { Baseline = Names[0] },
    ];

    /// <summary>Reads a folder's labels.csv, if there is one.</summary>
    /// <exception cref="InvalidDataException">A row is wrong, or of a record that is not there.</exception>
    public static DriveSegments Open(string folder, IReadOnlyList<string> records)
    {
        if (Path.Combine(folder, FileName) is var path && !File.Exists(path))
            return new DriveSegments(null);
        LabelFile file = LabelFile.Read(path, Header);
        ILookup<string, LabelSpan> spans = file.Rows.Select(row => (row.Cells[0], Span(file, row))).ToLookup(s => s.Item1, s => s.Item2);
        if (spans.Select(s => s.Key).Except(records).FirstOrDefault() is { } absent)
            throw new InvalidDataException($"{FileName} labels {absent}, for which there is no {absent}.hea beside it.");
        if (records.FirstOrDefault(r => !spans.Contains(r)) is { } silent)
            throw new InvalidDataException($"{FileName} has no labels of {silent}, whose {silent}.hea is there.");
        return new DriveSegments(spans.ToDictionary(s => s.Key, s => s.ToArray()));
    }

    /// <summary>Returns the segments of one record.</summary>
    /// <exception cref="InvalidDataException">There is no file of labels, and the marker does not divide the record into the protocol's segments.</exception>
    public IReadOnlyList<LabelSpan> Of(RecordingFile record) => _spans != null ? _spans[record.Name] : FromMarker(record);

    private static LabelSpan Span(LabelFile file, CsvRow row)
    {
        (string name, int number) = Protocol.FirstOrDefault(p => p.Name == row.Cells[3]);
        if (name == null)
            throw new InvalidDataException($"{file.Place(row)}: segment '{row.Cells[3]}' is none of {string.Join(", ", Names)}.");
        if (row.Cells[4] != (char)('0' + number) + "")
            throw new InvalidDataException($"{file.Place(row)}: {name} has stress3 {row.Cells[4]}, and is {number} ({Road[number]}) in the protocol.");
        return new LabelSpan(file.Number(row, 1), file.Number(row, 2), name, file.Place(row));
    }

    private static LabelSpan[] FromMarker(RecordingFile record)
    {
        string advice = $"write a {FileName} ({Header}) beside the records.";
        int marker = record.Signals.Index().FirstOrDefault(s => s.Item.Name.Trim().Equals("marker", StringComparison.OrdinalIgnoreCase), (-1, null!)).Index;
        if (marker < 0)
            throw new InvalidDataException($"{record.Name} has no marker channel, whose presses divide a drive: {advice}");
        IReadOnlyList<double> presses = MarkerPresses.Find(record.Samples(marker), record.Signals[marker].SamplingRateHz);
        if (presses.Count != Protocol.Length + 1)
            throw new InvalidDataException($"{record.Name}: the marker was pressed {presses.Count} times, and the protocol's {Protocol.Length} segments need {Protocol.Length + 1}: {advice}");
        return [.. Protocol.Select((p, i) => new LabelSpan(presses[i], presses[i + 1], p.Name, $"{record.Name}: marker"))];
    }
}
