using System.Globalization;
using System.Text.Json;
using AttX.Options;
using AttX.Signals.Modalities;

namespace AttX.Streaming.Sources;

/// <summary>
/// Samples as text, a line at a time, each in one of two forms: JSON <c>{"t":12.34,"bvp":[1.2,3.4],"eda":0.81}</c>, t in seconds for the
/// first sample of each array, null for a lost sample; or <c>t,modality,value</c>. Empty lines, comments (#) and a heading (t,…) hold none.
/// </summary>
public static class LineParser
{
    private const string Forms = "expected {\"t\":12.34,\"bvp\":[…]} or t,modality,value";

    /// <summary>The samples of a line.</summary>
    /// <exception cref="FormatException">It is in neither form: says what is wrong.</exception>
    public static IReadOnlyList<SampleChunk> Parse(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        string text = line.Trim();
        if (text.Length == 0 || text[0] == '#' || text.StartsWith("t,", StringComparison.OrdinalIgnoreCase))
            return [];
        return text[0] == '{' ? ParseJson(text) : [ParseCells(text.Split(','))];
    }

    private static SampleChunk ParseCells(string[] cells) => cells.Length == 3
        ? new SampleChunk(ParseModality(cells[1].Trim()), ParseTime(cells[0]), [ParseNumber(cells[2])])
        : throw new FormatException(Forms);

    private static IReadOnlyList<SampleChunk> ParseJson(string text)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(text);
            if (!json.RootElement.TryGetProperty("t", out JsonElement time) || time.ValueKind != JsonValueKind.Number)
                throw new FormatException($"no time \"t\" in seconds; {Forms}");
            double start = RequireTime(time.GetDouble());
            return [.. json.RootElement.EnumerateObject().Where(member => member.Name != "t").Select(member =>
                new SampleChunk(ParseModality(member.Name), start, ParseSamples(member.Value)))];
        }
        catch (JsonException e)
        {
            throw new FormatException($"not JSON (position {e.BytePositionInLine + 1})", e);
        }
        catch (InvalidOperationException e) // half of a surrogate pair in a name
        {
            throw new FormatException("a name that is no text", e);
        }
    }

    private static double[] ParseSamples(JsonElement json) =>
        json.ValueKind == JsonValueKind.Array ? [.. json.EnumerateArray().Select(ParseSample)] : [ParseSample(json)];

    private static double ParseSample(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Number => json.GetDouble(),
        JsonValueKind.Null => double.NaN,
        _ => throw new FormatException($"{json.GetRawText()} is no sample: a number, or null for a lost one"),
    };

    private static Modality ParseModality(string name) => OptionTable.Modalities.Parse(name);

    private static double ParseTime(string cell) => RequireTime(ParseNumber(cell));

    private static double RequireTime(double seconds) =>
        Math.Abs(seconds) <= StressEstimator.LatestSeconds ? seconds : throw new FormatException($"{seconds} is no time in seconds");

    private static double ParseNumber(string cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
        ? value : throw new FormatException($"\"{cell.Trim()}\" is no number; {Forms}");
}
