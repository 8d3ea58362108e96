using System.Text.Json;
using AttX.Datasets.Labels;
using AttX.Formats;
using AttX.Formats.Catalogue;
using AttX.Ground;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Datasets.Folder;

/// <summary>The content of <c>dataset.json</c>: what a folder's recordings are, and what their labels mean.</summary>
/// <param name="Name">The dataset's name in messages.</param>
/// <param name="Device">The device that recorded.</param>
/// <param name="Options">What the recordings do not say themselves.</param>
/// <param name="Labels">Where labels come from.</param>
/// <param name="Subjects">The files of each subject.</param>
/// <param name="Tasks">What is told apart, the default first.</param>
internal sealed record DatasetFile(
    string Name, Device Device, FormatOptions Options, ILabelSource Labels, SubjectPaths Subjects, IReadOnlyList<ClassificationTask> Tasks)
{
    /// <summary>The file's name.</summary>
    public const string FileName = "dataset.json";

    private const string TaskExample = """[{"name": "load", "classes": ["low", "high"], "labels": {"rest": "low", "sums": "high"}}]""";

    private static readonly string[] Keys =
        ["name", "subjects", "device", "format", "columns", "units", "timeColumn", "timeUnit", "rate", "labels", "tasks"];

    private static readonly Names<Device> Devices = new([.. DeviceTable.All.Select(row => (row.Name, row.Device))]);

    /// <summary>Reads the file of a folder, and finds what it names.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or names what is not there; the message says where.</exception>
    public static DatasetFile Read(string folder)
    {
        FileInfo file = new(Path.Combine(folder, FileName));
        FolderTree.Require(file);
        JsonKeys json = JsonKeys.OfFile(file.FullName);
        json.RequireOnly(Keys);
        ILabelSource labels = LabelSources.Create(
            JsonKeys.Of(json.Require("labels", """{"from": "csv", "file": "labels.csv"}"""), $"{FileName}: labels"), folder);
        SubjectPaths subjects = SubjectPaths.Find(json, folder, [.. labels.Files, file.FullName]);
        labels.RequireAmong(subjects.Names);
        return new DatasetFile(
            json.Text("name") ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))), DeviceOf(json),
            labels.Configure(OptionsOf(json)), labels, subjects, TasksOf(json));
    }

    private static Device DeviceOf(JsonKeys json)
    {
        try
        {
            return Devices.Parse(json.RequireText("device", "\"wrist\""));
        }
        catch (FormatException e)
        {
            throw new InvalidDataException($"{FileName}: \"device\" {e.Message}.", e);
        }
    }

    private static FormatOptions OptionsOf(JsonKeys json) => new()
    {
        Format = json.Text("format") is not { } format ? null : FormatCatalogue.All.FirstOrDefault(f => f.Name == format)
            ?? throw new InvalidDataException($"{FileName}: there is no \"format\" {format}; there are {string.Join(", ", FormatCatalogue.All)}."),
        Columns = ByModality(json, "columns"),
        Units = ByModality(json, "units"),
        TimeColumn = json.Text("timeColumn"),
        TimeUnit = json.Text("timeUnit"),
        RateHz = json.Number("rate"),
    };

    private static Dictionary<Modality, string> ByModality(JsonKeys json, string key) => json.Texts(key).ToDictionary(
        t => ModalityTable.All.FirstOrDefault(m => m.Name == t.Key)?.Modality ?? throw new InvalidDataException(
            $"{FileName}: {key}: there is no signal \"{t.Key}\"; did you mean \"{EditDistance.Nearest(t.Key, ModalityTable.All.Select(m => m.Name))}\"?"),
        t => t.Text!);

    private static List<ClassificationTask> TasksOf(JsonKeys json)
    {
        JsonElement list = json.Require("tasks", TaskExample);
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
            throw new InvalidDataException($"{FileName}: \"tasks\" must be a list of one task or more, such as {TaskExample}.");
        List<ClassificationTask> tasks = [];
        foreach ((int i, JsonElement element) in list.EnumerateArray().Index())
            tasks.Add(TaskOf(element, i));
        return tasks.GroupBy(t => t.Name).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? throw new InvalidDataException($"{FileName}: tasks: {twice.Key} stands there twice.") : tasks;
    }

    private static ClassificationTask TaskOf(JsonElement json, int index)
    {
        try
        {
            return TaskJson.Read(json.GetRawText());
        }
        catch (FormatException e)
        {
            throw new InvalidDataException($"{FileName}: tasks, number {index + 1}: {e.Message}.", e);
        }
    }
}
