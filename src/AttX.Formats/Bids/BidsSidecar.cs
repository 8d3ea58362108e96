using System.Text.Json;
using AttX.Ground;

namespace AttX.Formats.Bids;

/// <summary>A column of a physiological recording.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Units">Its unit; null if it is not given.</param>
/// <param name="Description">What the sidecar says about it, in one text.</param>
public sealed record BidsColumn(string Name, string? Units, string Description);

/// <summary>What the JSON files say that apply to a physiological recording; those nearer to it win, key by key.</summary>
/// <param name="SamplingRateHz">Samples per second.</param>
/// <param name="StartSeconds">When the first sample was taken, on the clock of the events' onsets.</param>
/// <param name="Columns">The columns, in order.</param>
public sealed record BidsSidecar(double SamplingRateHz, double StartSeconds, IReadOnlyList<BidsColumn> Columns)
{
    private const int MaximumBytes = 1 << 20, MaximumColumns = 1024;

    private const double Greatest = 1e9;

    private static readonly string[] Texts = ["Description", "LongName", "MeasureType"];

    /// <summary>Name of the nearest file, for messages.</summary>
    public string File { get; private init; } = "";

    /// <summary>Reads the sidecars of a recording.</summary>
    /// <param name="path">The recording's table.</param>
    /// <exception cref="InvalidDataException">There is none, or one is damaged or incomplete; names it.</exception>
    public static BidsSidecar Read(string path)
    {
        IReadOnlyList<string> files = BidsName.Applicable(path, "physio", ".json");
        if (files.Count == 0)
            throw new InvalidDataException($"{Path.GetFileName(path)}: there is no _physio.json for it, here or in the folders above: " +
                "without SamplingFrequency, StartTime and Columns it cannot be read.");
        var values = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (string file in files)
            foreach (JsonProperty property in Load(file).EnumerateObject())
                values[property.Name] = property.Value;
        string name = Path.GetFileName(files[^1]);
        double rate = Number(values, "SamplingFrequency", name, "samples per second");
        double start = Number(values, "StartTime", name, "seconds from the origin of the events' onsets to the first sample; 0 if they start together");
        return rate > 0 ? new BidsSidecar(rate, start, ColumnsOf(values, name)) { File = name }
            : throw new InvalidDataException(FormattableString.Invariant($"{name}: SamplingFrequency must be above 0, got {rate}."));
    }

    private static JsonElement Load(string path)
    {
        string name = Path.GetFileName(path);
        if (new FileInfo(path).Length > MaximumBytes)
            throw new InvalidDataException($"{name} has {new FileInfo(path).Length} bytes; a sidecar has at most {MaximumBytes}.");
        try
        {
            using JsonDocument json = JsonText.Parse(System.IO.File.ReadAllBytes(path));
            return json.RootElement.ValueKind == JsonValueKind.Object ? json.RootElement.Clone()
                : throw new InvalidDataException($"{name} is no JSON object.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{name}, line {e.LineNumber + 1}: is no JSON.", e);
        }
    }

    private static double Number(Dictionary<string, JsonElement> values, string key, string file, string meaning) =>
        values.TryGetValue(key, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number)
            && Math.Abs(number) < Greatest ? number
            : throw new InvalidDataException($"{file}: {key} is {(value.ValueKind == JsonValueKind.Undefined ? "missing" : "no number of a sensible size")} ({meaning}).");

    private static BidsColumn[] ColumnsOf(Dictionary<string, JsonElement> values, string file)
    {
        string[] names = values.TryGetValue("Columns", out JsonElement list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(Text).OfType<string>()] : [];
        if (names.Length is 0 or > MaximumColumns || names.Length != list.GetArrayLength() || names.Distinct().Count() < names.Length)
            throw new InvalidDataException($"{file}: Columns must list the names of the table's columns, 1 to {MaximumColumns}, each once.");
        return [.. names.Select(name =>
        {
            JsonElement column = values.GetValueOrDefault(name);
            return new BidsColumn(name, Member(column, "Units"), string.Join(' ', Texts.Select(text => Member(column, text)).OfType<string>()));
        })];
    }

    private static string? Member(JsonElement column, string key) =>
        column.ValueKind == JsonValueKind.Object && column.TryGetProperty(key, out JsonElement value) ? Text(value) : null;

    private static string? Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.GetString()!.Trim() is { Length: > 0 } text ? text : null;
}
