using System.Text.Json;
using AttX.Options;
using AttX.Windows;

namespace AttX.Runs;

/// <summary>The data of the run whose run.json gives the options of another (<c>--config</c>): with other recordings, the scores of the two are not of the same people.</summary>
/// <param name="Path">The path of run.json.</param>
/// <param name="Fingerprints">Per subject, the SHA-256 of its recording.</param>
public sealed record ConfiguredData(string Path, IReadOnlyDictionary<string, string> Fingerprints)
{
    /// <summary>Reads it; null for a file that is no run's, or none.</summary>
    /// <param name="path">The file that gives the options; null: none.</param>
    public static ConfiguredData? Read(string? path)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            using JsonDocument json = OptionsJson.ReadFile(path);
            return !json.RootElement.TryGetProperty("data", out JsonElement data) ? null
                : new ConfiguredData(path, data.EnumerateObject().DistinctBy(p => p.Name).ToDictionary(p => p.Name, p => p.Value.GetString() ?? ""));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // Whoever reads the options says what is wrong with the file.
        }
    }

    /// <summary>Notes which subjects are others than the run's; those that are left out are no reason to.</summary>
    internal void Compare(IEnumerable<PreparedSubject> subjects, Action<string> note)
    {
        string[] others = [.. subjects.Select(s => (Name: s.Windows.Subject, s.Fingerprint))
            .Where(s => Fingerprints.GetValueOrDefault(s.Name) != s.Fingerprint)
            .Select(s => s.Name + (Fingerprints.ContainsKey(s.Name) ? " has another recording" : " is not in it"))];
        if (others.Length > 0)
            note($"{Path} is of other data than these: {string.Join(", ", others)}. The options are its own; its scores and those to come are not of the same recordings.");
    }
}
