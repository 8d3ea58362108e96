using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using AttX.Ground;
using AttX.Options;

namespace AttX.Runs;

/// <summary>The text of run.json, and the parts that other files of a run and a sweep share with it.</summary>
internal static class RunJson
{
    /// <summary>Version of the run folder's format.</summary>
    public const int Format = 1;

    /// <summary>Version of the program.</summary>
    public static string Version { get; } =
        typeof(RunJson).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Writes run.json: options, data, program and time.</summary>
    public static ReadOnlyMemory<byte> Run(
        ExperimentOptions options, RunData data, DateTimeOffset started, DateTimeOffset? finished, RunOrigin? origin = null) => JsonForms.FileOf(json =>
        {
            json.WriteNumber("format", Format);
            json.WritePropertyName("options");
            OptionsJson.Write(json, options);
            WriteData(json, data);
            if (data.Windows.Count > 0)
                WriteLists(json, "windows", data.Windows, (j, n) => j.WriteNumberValue(n));
            if (data.Sketches.Count > 0)
                WriteSketches(json, data);
            origin?.Write(json);
            WriteEnvironment(json, started, finished);
        });

    /// <summary>Writes each subject's fingerprint, and who is of which dataset where there are several.</summary>
    public static void WriteData(Utf8JsonWriter json, RunData data)
    {
        json.WriteStartObject("data");
        foreach ((string subject, string fingerprint) in data.Fingerprints)
            json.WriteString(subject, fingerprint);
        json.WriteEndObject();
        if (data.Datasets.Count > 0)
            WriteLists(json, "datasets", data.Datasets, (j, subject) => j.WriteStringValue(subject));
    }

    /// <summary>Reads what <see cref="Run"/> wrote of the data.</summary>
    /// <exception cref="InvalidDataException">A subject's name would lead out of the run's folder.</exception>
    public static RunData ReadData(JsonElement root) => new(
        root.GetProperty("data").EnumerateObject().ToDictionary(p => FolderTree.Segment(p.Name), p => p.Value.GetString()!))
    {
        Datasets = ReadLists(root, "datasets", e => e.GetString()!),
        Windows = ReadLists(root, "windows", e => e.GetInt32()),
        Sketches = !root.TryGetProperty("sketches", out JsonElement sketches) ? new Dictionary<string, string>()
            : sketches.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString() ?? ""),
    };

    private static void WriteSketches(Utf8JsonWriter json, RunData data)
    {
        json.WriteStartObject("sketches");
        foreach ((string subject, string sketch) in data.Sketches)
            json.WriteString(subject, sketch);
        json.WriteEndObject();
    }

    private static Dictionary<string, IReadOnlyList<T>> ReadLists<T>(JsonElement root, string name, Func<JsonElement, T> read) =>
        !root.TryGetProperty(name, out JsonElement lists) ? []
            : lists.EnumerateObject().ToDictionary(p => p.Name, p => (IReadOnlyList<T>)[.. p.Value.EnumerateArray().Select(read)]);

    private static void WriteLists<T>(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, IReadOnlyList<T>> lists, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartObject(name);
        foreach ((string key, IReadOnlyList<T> items) in lists)
        {
            json.WriteStartArray(key);
            foreach (T item in items)
                write(json, item);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>Writes the environment and time of a run.</summary>
    public static void WriteEnvironment(Utf8JsonWriter json, DateTimeOffset started, DateTimeOffset? finished)
    {
        json.WriteStartObject("environment");
        json.WriteString("system", RuntimeInformation.OSDescription);
        json.WriteString("architecture", RuntimeInformation.ProcessArchitecture.ToString());
        json.WriteNumber("processors", Environment.ProcessorCount);
        json.WriteEndObject();
        json.WriteStartObject("versions");
        json.WriteString("attx", Version);
        json.WriteString("runtime", RuntimeInformation.FrameworkDescription);
        json.WriteEndObject();
        json.WriteStartObject("times");
        json.WriteString("started", started);
        if (finished is { } end)
            json.WriteString("finished", end);
        json.WriteEndObject();
    }
}
