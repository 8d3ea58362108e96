using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AttX.Ground;

namespace AttX.Signals;

/// <summary>
/// A self-contained definition of a task as text:
/// <c>{"name":"load","classes":["low","high"],"labels":{"rest":"low","sums":"high"},"positive":"high","baseline":"rest"}</c>, or, of a
/// rating, with <c>"rating":"arousal","thresholds":[5]</c> in place of the labels.
/// </summary>
public static class TaskJson
{
    private static readonly string[] Keys = ["name", "classes", "labels", "positive", "baseline", "rating", "thresholds"];

    /// <summary>Writes a task's definition on one line.</summary>
    public static string Write(ClassificationTask task)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("name", task.Name);
            json.WriteStartArray("classes");
            foreach (string name in task.Classes)
                json.WriteStringValue(name);
            json.WriteEndArray();
            if (task.Rating is { } rating)
                WriteRating(json, rating, task.Thresholds);
            else
                WriteLabels(json, task);
            json.WriteString("positive", task.Classes[task.Positive]);
            if (task.Baseline != null)
                json.WriteString("baseline", task.Baseline);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>Reads a definition; the positive class and the baseline may be missing.</summary>
    /// <exception cref="FormatException">The text is not a definition; the message gives the reason.</exception>
    public static ClassificationTask Read(string text)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(text);
            JsonElement root = json.RootElement;
            if (root.EnumerateObject().Select(p => p.Name).FirstOrDefault(key => !Keys.Contains(key)) is { } unknown)
                throw new FormatException($"has the unknown key \"{unknown}\"; did you mean \"{EditDistance.Nearest(unknown, Keys)}\"?");
            ClassificationTask task = ReadClasses(root, root.TryGetProperty("baseline", out JsonElement rest) ? TextOf(rest) : null);
            return root.TryGetProperty("positive", out JsonElement positive) ? task.About(TextOf(positive)) : task;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException("must be the name of a task, or define one such as " +
                "{\"name\":\"load\",\"classes\":[\"low\",\"high\"],\"labels\":{\"rest\":\"low\",\"sums\":\"high\"}}");
        }
    }

    private static void WriteLabels(Utf8JsonWriter json, ClassificationTask task)
    {
        json.WriteStartObject("labels");
        foreach ((string label, string @class) in task.Pairs())
            json.WriteString(label, @class);
        json.WriteEndObject();
    }

    private static void WriteRating(Utf8JsonWriter json, string rating, IReadOnlyList<double> thresholds)
    {
        json.WriteString("rating", rating);
        json.WriteStartArray("thresholds");
        foreach (double threshold in thresholds)
            json.WriteNumberValue(threshold);
        json.WriteEndArray();
    }

    private static ClassificationTask ReadClasses(JsonElement root, string? baseline)
    {
        string name = TextOf(root.GetProperty("name"));
        string[] classes = [.. root.GetProperty("classes").EnumerateArray().Select(TextOf)];
        if (!root.TryGetProperty("rating", out JsonElement rating))
            return new(name, classes, [.. root.GetProperty("labels").EnumerateObject().Select(p => (p.Name, TextOf(p.Value)))]) { Baseline = baseline };
        if (root.TryGetProperty("labels", out _))
            throw new FormatException($"task {name}: has labels and a rating; give one of them");
        return ClassificationTask.Rated(
            name, classes, TextOf(rating), [.. root.GetProperty("thresholds").EnumerateArray().Select(t => t.GetDouble())], baseline);
    }

    /// <summary>Returns the name of the task that a text names or defines.</summary>
    public static string NameOf(string text) => text.StartsWith('{') ? Read(text).Name : text;

    private static string TextOf(JsonElement json) => json.GetString() ?? throw new JsonException("null");
}
