using System.Text.Json;

namespace AttX.Runs;

/// <summary>Where a run comes from, for who wants to repeat it; no result depends on it.</summary>
/// <param name="Command">The command, as it was typed.</param>
/// <param name="Data">Paths of the data, as run.json has them relative to the run's folder.</param>
public sealed record RunOrigin(string Command, IReadOnlyList<string> Data)
{
    /// <summary>Returns the same with paths relative to a run's folder.</summary>
    internal RunOrigin RelativeTo(string folder) => this with { Data = [.. Data.Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))] };

    /// <summary>Reads it from run.json; null if an earlier version, or a program, began the run.</summary>
    internal static RunOrigin? Read(JsonElement root) => root.TryGetProperty("origin", out JsonElement origin)
        ? new RunOrigin(origin.GetProperty("command").GetString()!, [.. origin.GetProperty("data").EnumerateArray().Select(path => path.GetString()!)]) : null;

    /// <summary>Writes the property <c>origin</c>.</summary>
    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("origin");
        json.WriteString("command", Command);
        json.WriteStartArray("data");
        foreach (string path in Data)
            json.WriteStringValue(path);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
