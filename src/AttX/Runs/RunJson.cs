using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using AttX.Ground;
using AttX.Options;

namespace AttX.Runs;

/// <summary>The text of run.json, and what other files of a run and a sweep have in common with it.</summary>
internal static class RunJson
{
    /// <summary>Version of the run folder's form.</summary>
    public const int Format = 1;

    /// <summary>Version of the program.</summary>
    public static string Version { get; } =
        typeof(RunJson).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>run.json: what is run, on what data, with what, when.</summary>
    public static ReadOnlyMemory<byte> Run(
        ExperimentOptions options, IReadOnlyDictionary<string, string> fingerprints, DateTimeOffset started, DateTimeOffset? finished) => JsonForms.FileOf(json =>
        {
            json.WriteNumber("format", Format);
            json.WritePropertyName("options");
            OptionsJson.Write(json, options);
            WriteData(json, fingerprints);
            WriteEnvironment(json, started, finished);
        });

    /// <summary>Writes each subject's fingerprint.</summary>
    public static void WriteData(Utf8JsonWriter json, IReadOnlyDictionary<string, string> fingerprints)
    {
        json.WriteStartObject("data");
        foreach ((string subject, string fingerprint) in fingerprints)
            json.WriteString(subject, fingerprint);
        json.WriteEndObject();
    }

    /// <summary>Writes where, with what and when something was run.</summary>
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
