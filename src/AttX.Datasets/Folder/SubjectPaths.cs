using System.Text.Json;
using AttX.Datasets.Files;
using AttX.Ground;

namespace AttX.Datasets.Folder;

/// <summary>The recordings of each subject: a pattern, or a list of names with one file or several, the parts of one recording.</summary>
/// <param name="Names">The subjects, in natural order.</param>
/// <param name="Paths">The files, or folders that are recordings, of each subject.</param>
internal sealed record SubjectPaths(IReadOnlyList<string> Names, IReadOnlyDictionary<string, IReadOnlyList<string>> Paths)
{
    private const string Key = "subjects", Example = """
        "{subject}.csv", or {"P1": "P1.csv", "P2": ["P2 a.csv", "P2 b.csv"]}
        """;

    private const int MaxSubjects = 10_000, MaxName = 100;

    /// <summary>Finds the files of the key <c>subjects</c>.</summary>
    /// <param name="json">The file's keys.</param>
    /// <param name="folder">The dataset's folder.</param>
    /// <param name="others">Files that a pattern may find and that are no recordings.</param>
    /// <exception cref="InvalidDataException">A file is not there, or leads elsewhere; or there is none at all.</exception>
    public static SubjectPaths Find(JsonKeys json, string folder, HashSet<string> others)
    {
        JsonElement subjects = json.Require(Key, Example);
        string where = $"{json.Where}: {Key}";
        ILookup<string, string> found = (subjects.ValueKind == JsonValueKind.String
            ? Fitting(FilePattern.Parse(subjects.GetString()!, where), folder, others)
            : Listed(JsonKeys.Of(subjects, where), subjects, folder)).ToLookup(f => f.Subject, f => f.Path);
        if (found.Count is 0 or > MaxSubjects)
            throw new InvalidDataException($"{where}: {(found.Count == 0 ? $"no file fits {subjects.GetRawText()}" : $"there are {found.Count}, more than {MaxSubjects}")}.");
        if (found.FirstOrDefault(g => g.Key.Length is 0 or > MaxName || g.Key.Any(char.IsControl)) is { } odd)
            throw new InvalidDataException($"{where}: the name of a subject must have 1 to {MaxName} characters that can be printed, got {JsonSerializer.Serialize(odd.Key)}.");
        foreach (string inner in found.SelectMany(g => g).Where(Directory.Exists))
            FolderTree.Require(inner, concerns: _ => true);
        return new SubjectPaths([.. found.Select(g => g.Key).Order(NaturalOrder.Instance)], found.ToDictionary(g => g.Key, g => (IReadOnlyList<string>)[.. g]));
    }

    private static IEnumerable<(string Subject, string Path)> Fitting(FilePattern pattern, string folder, HashSet<string> others)
    {
        HashSet<string> full = [.. others.Select(Path.GetFullPath)];
        return pattern.Find(folder).Where(f => !full.Contains(Path.GetFullPath(f.Path)));
    }

    private static IEnumerable<(string Subject, string Path)> Listed(JsonKeys map, JsonElement subjects, string folder)
    {
        foreach (JsonProperty subject in subjects.EnumerateObject())
        {
            string where = $"{map.Where}: {subject.Name}";
            IReadOnlyList<JsonElement> files = subject.Value.ValueKind == JsonValueKind.Array ? [.. subject.Value.EnumerateArray()] : [subject.Value];
            if (files.Count == 0)
                throw new InvalidDataException($"{where} has no file.");
            foreach (JsonElement file in files)
                yield return (subject.Name, InnerPath.Resolve(folder, map.TextOf(file, subject.Name), where));
        }
    }
}
