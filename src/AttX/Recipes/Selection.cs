using System.Globalization;
using System.Text.Json;
using AttX.Ground;

namespace AttX.Recipes;

/// <summary>A choice among candidates by scores inside the training subjects: <c>selection.json</c>.</summary>
/// <param name="Groups">The training subjects in groups, each of which was left out once.</param>
/// <param name="Candidates">The candidates, in order, with the mean of the training subjects' balanced accuracy when their group was left out.</param>
public sealed record Selection(IReadOnlyList<IReadOnlyList<string>> Groups, IReadOnlyList<ScoredCandidate> Candidates)
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "selection.json";

    /// <summary>Name of the score, in the file.</summary>
    public const string Metric = "balanced accuracy";

    /// <summary>The candidate of the highest score, the first of several.</summary>
    public ScoredCandidate Chosen => Candidates.MaxBy(c => c.Score)!;

    /// <summary>Writes the file.</summary>
    public void Write(Stream stream) => stream.Write(JsonForms.FileOf(json =>
    {
        json.WriteString("chosen", Chosen.Text);
        json.WriteString("metric", Metric);
        json.WriteStartArray("candidates");
        foreach (ScoredCandidate candidate in Candidates)
        {
            json.WriteStartObject();
            json.WriteString("options", candidate.Text);
            json.WriteNumber("score", candidate.Score);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("groups");
        foreach (IReadOnlyList<string> group in Groups)
        {
            json.WriteStartArray();
            foreach (string subject in group)
                json.WriteStringValue(subject);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }).Span);

    /// <summary>Reads a file that <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static Selection Read(Stream stream)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(stream);
            JsonElement root = json.RootElement;
            var read = new Selection(
                [.. root.GetProperty("groups").EnumerateArray().Select(g => (IReadOnlyList<string>)[.. g.EnumerateArray().Select(s => s.GetString()!)])],
                [.. root.GetProperty("candidates").EnumerateArray().Select(c => new ScoredCandidate(c.GetProperty("options").GetString()!, c.GetProperty("score").GetDouble()))]);
            return read.Candidates.Count > 0 && root.GetProperty("chosen").GetString() == read.Chosen.Text ? read
                : throw new InvalidDataException("not a selection: the candidate of the highest score is not the one chosen.");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"not a selection ({e.Message.ReplaceLineEndings(" ").TrimEnd('.')}).", e);
        }
    }

    /// <summary>Says in a sentence what was chosen.</summary>
    public string Describe() => string.Create(CultureInfo.InvariantCulture,
        $"Chosen among {Candidates.Count} candidates inside the training subjects ({Groups.Count} groups, each left out once): {Chosen.Text}, {Metric} there {100 * Chosen.Score:F2} %.");
}

/// <summary>A candidate and its score.</summary>
/// <param name="Text">The values that distinguish it.</param>
/// <param name="Score">Mean over subjects, from 0 to 1.</param>
public sealed record ScoredCandidate(string Text, double Score);
