using AttX.Datasets.Files;
using AttX.Datasets.Labels;
using AttX.Formats.Catalogue;
using AttX.Ground;

namespace AttX.Datasets.Folder;

/// <summary>What a folder without dataset.json seems to hold, by its files' names.</summary>
/// <param name="Subjects">The pattern of its recordings.</param>
/// <param name="LabelFile">A table of labels, or the pattern of one per subject; null if there is none.</param>
/// <param name="Others">Files of other kinds that may be recordings, too.</param>
internal sealed record FolderSurvey(string Subjects, string? LabelFile, IReadOnlyList<string> Others)
{
    private static readonly string[] Extensions = [".edf", ".bdf", ".xdf", ".acq", ".hea", ".avro", ".zip", ".csv", ".tsv", ".txt"];

    private static readonly string[] Tables = [".csv", ".tsv", ".txt"], NoRecordings = ["readme", "license", "participants", "demographics", "questionnaire"];

    private static readonly EnumerationOptions Visible = new() { AttributesToSkip = FileAttributes.Hidden | FileAttributes.System };

    /// <summary>Looks at the folder and one level below it.</summary>
    /// <exception cref="InvalidDataException">There are no recordings.</exception>
    public static FolderSurvey Of(string folder)
    {
        (string[] labels, string[] files) = Sorted(Directory.EnumerateFiles(folder, "*", Visible));
        string[] folders = [.. Directory.EnumerateDirectories(folder, "*", Visible).Order(NaturalOrder.Instance)];
        (string Pattern, string[] Found)[] groups =
        [
            .. One(folders.Where(IsRecording), found => NamePattern.Of(found) + "/"),
            .. files.GroupBy(Path.GetExtension).SelectMany(g => One(g, NamePattern.Of)),
            .. folders.Where(f => !IsRecording(f)).SelectMany(f => Sorted(Directory.EnumerateFiles(f, "*", Visible)).Recordings)
                .GroupBy(Path.GetExtension).SelectMany(g => One(g, names => $"{FilePattern.Placeholder}/{Same(names) ?? "*" + Path.GetExtension(names[0])}")),
        ];
        if (groups.Length == 0)
            throw new InvalidDataException($"{folder} has no recordings; they may be of the formats {RecordingFile.Known}.");
        string pattern = groups.MaxBy(g => g.Found.Length).Pattern;
        return new FolderSurvey(pattern, labels.Length == 0 ? null : labels.Length == 1 ? Path.GetFileName(labels[0]) : NamePattern.Of(Names(labels)),
            [.. groups.Where(g => g.Pattern != pattern).Select(g => g.Pattern)]);
    }

    private static IEnumerable<(string, string[])> One(IEnumerable<string> paths, Func<string[], string> pattern) =>
        paths.ToArray() is { Length: > 0 } found ? [(pattern(Names(found)), found)] : [];

    private static string[] Names(IReadOnlyList<string> paths) => [.. paths.Select(p => Path.GetFileName(p)!)];

    private static string? Same(string[] names) => names.Distinct().Count() == 1 ? names[0] : null;

    private static (string[] Labels, string[] Recordings) Sorted(IEnumerable<string> files)
    {
        string[] known = [.. files.Where(f => Extensions.Contains(Path.GetExtension(f).ToLowerInvariant()))
            .Where(f => !NoRecordings.Any(n => Path.GetFileName(f).StartsWith(n, StringComparison.OrdinalIgnoreCase))).Order(NaturalOrder.Instance)];
        string[] labels = [.. known.Where(IsOfLabels)];
        return (labels, [.. known.Except(labels)]);
    }

    private static bool IsRecording(string folder)
    {
        try
        {
            return RecordingFile.IsCandidate(folder);
        }
        catch (InvalidDataException)
        {
            return false; // It holds several.
        }
    }

    private static bool IsOfLabels(string path)
    {
        try
        {
            return Tables.Contains(Path.GetExtension(path).ToLowerInvariant()) && new FileInfo(path).Length > 0 && SpanTable.Recognises(path);
        }
        catch (InvalidDataException)
        {
            return false; // Opening it as a recording says what is wrong.
        }
    }
}
