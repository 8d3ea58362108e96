using System.Globalization;
using AttX.Datasets;
using AttX.Formats.Catalogue;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Cli.Tests.Spans;

/// <summary>
/// A dataset as a user would add one: a folder of CSV recordings of the wrist, NAME.csv each, and labels.csv with a line
/// <c>subject,start_s,end_s,label</c> per span. It names a task of three classes of mental load.
/// </summary>
internal sealed class SpanDataset : IDataset
{
    private const int LabelRateHz = 10;
    private const string LabelFile = "labels.csv";

    private readonly string _folder;
    private readonly (string Subject, double Start, double End, string Label)[] _spans;
    private readonly LabelLegend _legend;

    private SpanDataset(string folder)
    {
        _folder = folder;
        _spans = [.. File.ReadLines(Path.Combine(folder, LabelFile)).Skip(1).Select(line => line.Split(','))
            .Select(cells => (cells[0], Number(cells[1]), Number(cells[2]), cells[3]))];
        _legend = new LabelLegend([null, .. _spans.Select(s => s.Label).Distinct().Order(StringComparer.Ordinal)]);
        Subjects = [.. _spans.Select(s => s.Subject).Distinct()];
    }

    /// <summary>The catalogue's row.</summary>
    public static DatasetKind Kind { get; } =
        new("spans", path => File.Exists(Path.Combine(path, LabelFile)), path => new SpanDataset(path));

    public string Name => "The span dataset";

    public IReadOnlyList<string> Subjects { get; }

    public IReadOnlyList<Device> Devices => [Device.Wrist];

    public IReadOnlyList<ClassificationTask> Tasks { get; } =
    [
        new("load", ["low", "medium", "high"], [("rest", "low"), ("reading", "medium"), ("sums", "high"), ("quiz", "high")]) { Baseline = "rest" },
        new("sums", ["other", "sums"], [("rest", "other"), ("reading", "other"), ("sums", "sums")]),
        new("sleep", ["rest", "sleep"], [("rest", "rest"), ("nap", "sleep")]),
        new("mood", ["sad", "glad"], [("tears", "sad"), ("smiles", "glad")]),
    ];

    public Recording Read(string subject, Device device, IReadOnlyList<Modality> modalities)
    {
        Recording recording = RecordingFile.Open(PathOf(subject)).Read(modalities, device).Recording;
        var codes = new byte[(int)(recording.Channels.Max(c => c.DurationSeconds) * LabelRateHz)];
        foreach ((_, double start, double end, string label) in _spans.Where(s => s.Subject == subject))
            codes.AsSpan((int)(start * LabelRateHz)..Math.Min(codes.Length, (int)(end * LabelRateHz)))
                .Fill((byte)_legend.Names.ToList().IndexOf(label));
        return recording with { Labels = new LabelTrack(LabelRateHz, codes, _legend) };
    }

    public IReadOnlyList<SignalDescription> Describe(string subject) =>
        [.. RecordingFile.Open(PathOf(subject)).Signals.Select(signal => signal with { Device = Device.Wrist })];

    public string Stamp(string subject) => $"{PathOf(subject)} {new FileInfo(PathOf(subject)).Length} {string.Join(' ', _spans)}";

    private string PathOf(string subject) => Path.Combine(_folder, subject + ".csv");

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
