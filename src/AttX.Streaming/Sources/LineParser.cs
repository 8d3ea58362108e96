using System.Globalization;
using System.Text.Json;
using AttX.Options;
using AttX.Signals.Modalities;

namespace AttX.Streaming.Sources;

/// <summary>
/// Samples as text, a line at a time, each in one of two forms: JSON <c>{"t":12.34,"bvp":[1.2,3.4],"eda":0.81}</c>, t in seconds for the
/// first sample of each array, null for a lost sample; or <c>t,modality,value</c>. A sample of several axes is <c>[x,y,z]</c>, or as many values
/// in cells of their own. Empty lines, comments (#) and a heading (t,…) hold none.
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

    private static SampleChunk ParseCells(string[] cells)
    {
        if (cells.Length < 3)
            throw new FormatException(Forms);
        Modality modality = ParseModality(cells[1].Trim());
        int axes = modality.Info().Axes.Count;
        return cells.Length == 2 + axes
            ? new SampleChunk(modality, ParseTime(cells[0]), [.. cells.Skip(2).Select(ParseNumber)])
            : throw new FormatException(axes == 1 ? Forms : $"expected t,{modality.Info().Name},{string.Join(',', modality.Info().Axes)}");
    }

    private static IReadOnlyList<SampleChunk> ParseJson(string text)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(text);
            if (!json.RootElement.TryGetProperty("t", out JsonElement time) || time.ValueKind != JsonValueKind.Number)
                throw new FormatException($"no time \"t\" in seconds; {Forms}");
            double start = RequireTime(time.GetDouble());
            return [.. json.RootElement.EnumerateObject().Where(member => member.Name != "t").Select(member =>
                ParseMember(ParseModality(member.Name), start, member.Value))];
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

    private static SampleChunk ParseMember(Modality modality, double start, JsonElement json) =>
        new(modality, start, modality.Info().Axes.Count == 1 ? ParseSamples(json) : ParseVectors(json, modality.Info()));

    /// <summary>One sample [x,y,z], or an array of them; null for one that was lost.</summary>
    private static double[] ParseVectors(JsonElement json, ModalityInfo modality)
    {
        bool isOne = json.ValueKind == JsonValueKind.Null
            || (json.ValueKind == JsonValueKind.Array && json.EnumerateArray().Any(e => e.ValueKind == JsonValueKind.Number));
        if (!isOne && json.ValueKind != JsonValueKind.Array)
            throw NoVector(json, modality);
        return isOne ? ParseVector(json, modality) : [.. json.EnumerateArray().SelectMany(sample => ParseVector(sample, modality))];
    }

    private static double[] ParseVector(JsonElement json, ModalityInfo modality)
    {
        if (json.ValueKind == JsonValueKind.Null)
            return [.. modality.Axes.Select(_ => double.NaN)];
        return json.ValueKind == JsonValueKind.Array && json.GetArrayLength() == modality.Axes.Count ? ParseSamples(json) : throw NoVector(json, modality);
    }

    private static FormatException NoVector(JsonElement json, ModalityInfo modality) =>
        new($"{json.GetRawText()} is no sample of {modality.Name}: [{string.Join(',', modality.Axes)}], or null for a lost one");

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
