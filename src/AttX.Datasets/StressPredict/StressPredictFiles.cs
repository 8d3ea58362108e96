using System.Globalization;
using System.Text.RegularExpressions;
using AttX.Datasets.Labels;

namespace AttX.Datasets.StressPredict;

/// <summary>One subject's Empatica E4 export.</summary>
/// <param name="Number">The subject's number.</param>
/// <param name="Path">A folder or an archive.</param>
internal sealed record SubjectExport(int Number, string Path);

/// <summary>Finds the exports and the file of labels.</summary>
/// <param name="Exports">The exports, by the subjects' numbers.</param>
/// <param name="Labels">The file of labels.</param>
internal sealed partial record StressPredictFiles(IReadOnlyList<SubjectExport> Exports, string Labels)
{
    /// <summary>Names of the two files of labels.</summary>
    public const string SpanFile = "labels.csv", SecondFile = "Improved_All_Combined_hr_rsp_binary.csv";

    private const string Published = "Raw_data", Processed = "Processed_data";

    /// <summary>Whether the labels are those per second, as published.</summary>
    public bool IsPerSecond => Path.GetFileName(Labels) == SecondFile;

    /// <summary>Returns whether a path holds the dataset.</summary>
    public static bool Recognises(string path) =>
        Directory.Exists(path) && LabelsIn(path) != null && FolderOf(path) is { } folder && Entries(folder).Any();

    /// <summary>Finds the files.</summary>
    /// <exception cref="InvalidDataException">A subject has two exports, or there is none or no file of labels.</exception>
    public static StressPredictFiles Find(string path)
    {
        string labels = LabelsIn(path) ?? throw new InvalidDataException($"{path} has neither {SpanFile} nor {SecondFile}.");
        SubjectExport[] exports = [.. Entries(FolderOf(path)).OrderBy(e => e.Number)];
        if (exports.Length == 0)
            throw new InvalidDataException($"{path} has no exports S02.zip, S03.zip, … or folders of such names.");
        foreach ((SubjectExport first, SubjectExport second) in exports.Zip(exports.Skip(1)))
            if (first.Number == second.Number)
                throw new InvalidDataException($"{path} has {Path.GetFileName(first.Path)} and {Path.GetFileName(second.Path)} of one subject; keep one of them.");
        return new StressPredictFiles(exports, labels);
    }

    private static string FolderOf(string path) => Path.Combine(path, Published) is var published && Directory.Exists(published) ? published : path;

    private static string? LabelsIn(string path)
    {
        if (Path.Combine(path, SpanFile) is var spans && LabelFile.HasHeader(spans, StressPredictLabels.SpanHeader))
            return spans;
        string[] seconds = [Path.Combine(path, SecondFile), Path.Combine(path, Processed, SecondFile)];
        return seconds.FirstOrDefault(File.Exists);
    }

    private static IEnumerable<SubjectExport> Entries(string folder) => Directory.EnumerateFileSystemEntries(folder)
        .Select(entry => (entry, Match: EntryName().Match(Path.GetFileName(entry))))
        .Where(e => e.Match.Success && e.Match.Groups["zip"].Success == File.Exists(e.entry))
        .Select(e => new SubjectExport(int.Parse(e.Match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture), e.entry));

    [GeneratedRegex(@"^S(?<number>\d{1,4})(?<zip>\.zip)?$", RegexOptions.CultureInvariant)]
    private static partial Regex EntryName();
}
