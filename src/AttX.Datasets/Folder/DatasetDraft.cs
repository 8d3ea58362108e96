using System.Text.Json;
using AttX.Datasets.Labels;
using AttX.Formats;
using AttX.Formats.Catalogue;
using AttX.Ground;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Datasets.Folder;

/// <summary>A first dataset.json, made of what a folder shows; what it does not show is listed, not guessed.</summary>
public sealed class DatasetDraft
{
    private const int MostClasses = 20;

    private readonly string _folder;
    private readonly FolderSurvey _survey;
    private readonly SubjectPaths _subjects;
    private readonly List<string> _found = [], _unknown = [];
    private readonly Device _device;
    private readonly SortedDictionary<string, double> _seconds = new(NaturalOrder.Instance);
    private JsonElement _labels;
    private ClassificationTask? _task;

    private DatasetDraft(string folder)
    {
        (_folder, _survey) = (folder, FolderSurvey.Of(folder));
        HashSet<string> others = _survey.LabelFile is { } file ? [.. CsvLabels.Create(Keys(new { from = "csv", file }), folder).Files] : [];
        _subjects = SubjectPaths.Find(JsonKeys.Of(JsonSerializer.SerializeToElement(new { subjects = _survey.Subjects }), DatasetFile.FileName), folder, others);
        _found.Add($"subjects: {_subjects.Names.Count} ({string.Join(", ", _subjects.Names.Take(5))}{(_subjects.Names.Count > 5 ? ", …" : "")}), as {_survey.Subjects}");
        if (_survey.Others.Count > 0)
            _unknown.Add($"whether files like {string.Join(", ", _survey.Others)} are recordings, too");
        SubjectRecording? sample = Sample();
        _device = DeviceOf(sample?.First.Signals ?? []);
        if (sample != null)
            FindSignals(sample);
        FindLabels(sample?.First);
    }

    /// <summary>What was found, one line each.</summary>
    public IReadOnlyList<string> Found => _found;

    /// <summary>What the user has to say, one line each.</summary>
    public IReadOnlyList<string> Unknown => _unknown;

    /// <summary>Looks at a folder and writes its first dataset.json.</summary>
    /// <exception cref="InvalidDataException">The folder has no recordings, or a dataset.json already.</exception>
    public static DatasetDraft Write(string folder)
    {
        string path = Path.Combine(folder, DatasetFile.FileName);
        if (Path.Exists(path))
            throw new InvalidDataException($"{path} exists already; edit it, or move it away.");
        if (!Directory.Exists(folder))
            throw new InvalidDataException($"There is no folder {folder}.");
        DatasetDraft draft = new(folder);
        AtomicFile.Write(path, JsonForms.FileOf(draft.Write));
        return draft;
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteString("name", Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(_folder))));
        json.WriteString("subjects", _survey.Subjects);
        json.WriteString("device", _device.Info().Name);
        json.WritePropertyName("labels");
        _labels.WriteTo(json);
        json.WriteStartArray("tasks");
        if (_task != null)
            using (JsonDocument task = JsonDocument.Parse(TaskJson.Write(_task)))
                task.WriteTo(json);
        json.WriteEndArray();
    }

    private SubjectRecording? Sample()
    {
        try
        {
            return SubjectRecording.Open(_subjects.Names[0], [FirstPath], new FormatOptions());
        }
        catch (InvalidDataException e)
        {
            _unknown.Add($"what the recordings hold: {e.Message}");
            return null;
        }
    }

    private string FirstPath => _subjects.Paths[_subjects.Names[0]][0];

    private Device DeviceOf(IReadOnlyList<SignalDescription> signals)
    {
        Device? worn = signals.Select(s => s.Device).FirstOrDefault(d => d != null)
            ?? (signals.Any(s => s.Modality == Modality.Ecg) ? Device.Chest : signals.Any(s => s.Modality == Modality.Bvp) ? Device.Wrist : null);
        if (worn == null)
            _unknown.Add("where the device was worn: \"device\" is chest or wrist");
        return worn ?? Device.Chest;
    }

    private void FindSignals(SubjectRecording sample)
    {
        Modality[] modalities = [.. sample.First.Signals.Select(s => s.Modality).OfType<Modality>().Distinct()];
        foreach (Modality modality in modalities)
            if (ProblemOf(() => sample.Read([modality], _device)) is { } problem)
                _unknown.Add(problem);
        string[] others = [.. sample.First.Signals.Where(s => s.Modality == null).Select(s => s.Name).Take(8)];
        _found.Add($"signals: {(modalities.Length > 0 ? string.Join(", ", modalities.Select(m => m.Info().Name)) : "none that is known by its name")}" +
            (others.Length > 0 ? $"; not used: {string.Join(", ", others)}" : ""));
    }

    private void FindLabels(RecordingFile? sample)
    {
        (object keys, string? found) = LabelGuess.Of(_survey, sample, FirstPath);
        _labels = JsonSerializer.SerializeToElement(keys);
        if (found == null)
        {
            _unknown.Add("where the labels are: write labels.csv with a header subject,start,end,label and a line per span (seconds, or clock times), " +
                "or say in \"labels\" where else they come from");
            return;
        }

        ILabelSource source = LabelSources.Create(Keys(keys), _folder);
        foreach (string subject in _subjects.Names)
            if (ProblemOf(() => Collect(source, subject)) is { } problem)
                _unknown.Add(problem);
        _found.Add($"labels: {(_seconds.Count > 0 ? string.Join(", ", _seconds.Keys.Take(MostClasses)) : "none")}, from {found}");
        ProposeTask();
    }

    private void Collect(ILabelSource source, string subject)
    {
        SubjectRecording recording = SubjectRecording.Open(subject, _subjects.Paths[subject], source.Configure(new FormatOptions()));
        RecordingData data = recording.Read([], _device);
        foreach (LabelSpan span in source.SpansOf(new LabelledSubject(subject, data.Recording, recording.DurationSeconds, [])))
            _seconds[span.Label] = _seconds.GetValueOrDefault(span.Label) + span.EndSeconds - span.StartSeconds;
    }

    /// <summary>Each label its own class: the study's question is not in the files.</summary>
    private void ProposeTask()
    {
        string[] labels = [.. _seconds.Keys];
        if (labels.Length is < 2 or > MostClasses)
        {
            _unknown.Add($"what is to be told apart: there are {labels.Length} labels; write a task into \"tasks\"");
            return;
        }

        try
        {
            _task = new ClassificationTask("labels", labels, [.. labels.Select(l => (l, l))])
            {
                Baseline = labels.FirstOrDefault(l => l is "baseline" or "rest"),
            };
            _unknown.Add($"what is to be told apart: the task 'labels' makes each label its own class; write your own into \"tasks\"");
        }
        catch (FormatException e)
        {
            _unknown.Add($"what is to be told apart: {e.Message}; give the labels other names by \"names\" in \"labels\", and write a task into \"tasks\"");
        }
    }

    private static JsonKeys Keys(object keys) => JsonKeys.Of(JsonSerializer.SerializeToElement(keys), $"{DatasetFile.FileName}: labels");

    private static string? ProblemOf(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }
}
