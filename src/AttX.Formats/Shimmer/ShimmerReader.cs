using System.Text;
using AttX.Formats.Csv;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Formats.Shimmer;

/// <summary>
/// CSV as Shimmer's Consensys exports it: a line that says what separates the columns, a row of names (Shimmer_40AC_GSR_Skin_Conductance_CAL),
/// a row of units, then the samples. What the names measure is told apart by Shimmer's own rules; the rest is CSV.
/// </summary>
internal sealed class ShimmerReader : ISignalReader
{
    private const string Prefix = "Shimmer", Timestamp = "Timestamp", Conductance = "GSR_Skin_Conductance", LowNoise = "Accel_LN";

    /// <summary>Parts of names that look like a signal and are none of the body's: ranges of the sensor, derived values, the circuit's own heat.</summary>
    private static readonly string[] Other = ["GSR_Range", "toHR", "IBI", "Temperature_BMP", "_RAW"];

    private readonly CsvReader _csv;
    private readonly int[] _columns;

    private ShimmerReader(string path, FormatOptions options)
    {
        string? time = options.TimeColumn ?? TimeColumn(CsvReader.ColumnsOf(path));
        _csv = CsvReader.Open(path, options with { TimeColumn = time }, isArrival: true);
        _columns = [.. Enumerable.Range(0, _csv.Signals.Count).Where(i => _csv.Signals[i].Name.Length > 0)];
        string[] names = [.. _columns.Select(c => _csv.Signals[c].Name)];
        Signals = [.. _columns.Select(c => _csv.Signals[c] with { Modality = ModalityOf(_csv.Signals[c].Name, names) })];
    }

    public string Name => _csv.Name;

    public IReadOnlyList<SignalDescription> Signals { get; }

    public IReadOnlyList<string> Notes => _csv.Notes;

    public static ShimmerReader Open(string path, FormatOptions options) => new(path, options);

    /// <summary>Whether the first row of names begins as Shimmer's do, with a column of time stamps among them.</summary>
    public static bool Recognises(ReadOnlySpan<byte> start)
    {
        string[] lines = [.. Encoding.Latin1.GetString(start).TrimStart('ï', '»', '¿').Split('\n').Take(2).Select(l => l.TrimStart('"'))];
        string names = lines[0].StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && lines.Length > 1 ? lines[1] : lines[0];
        return names.StartsWith(Prefix, StringComparison.Ordinal) && names.Contains(Timestamp, StringComparison.Ordinal);
    }

    public SignalSamples Read(IReadOnlyList<int> signals) => _csv.Read([.. signals.Select(s => _columns[s])]);

    /// <summary>The calibrated time stamps, those in Unix time before the device's own.</summary>
    private static string? TimeColumn(IReadOnlyList<string> names) => names
        .Where(n => n.Contains(Timestamp, StringComparison.Ordinal) && !n.EndsWith("_RAW", StringComparison.Ordinal))
        .OrderByDescending(n => n.Contains("Unix", StringComparison.Ordinal)).FirstOrDefault();

    /// <summary>Of conductance and resistance the one, of two accelerometers the one of low noise; nothing for what is derived.</summary>
    private static Modality? ModalityOf(string name, string[] names)
    {
        bool Has(string part) => names.Any(n => n.Contains(part, StringComparison.Ordinal));
        bool Is(string part) => name.Contains(part, StringComparison.Ordinal);
        return Other.Any(Is) || (Is("GSR") && Has(Conductance) && !Is(Conductance)) || (Is("Accel") && Has(LowNoise) && !Is(LowNoise)) ? null
            : ModalityNames.Recognise(name);
    }
}
