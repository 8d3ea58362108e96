using System.Text.Json;
using AttX.Datasets;
using AttX.Ground;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Options;

/// <summary>
/// Collects settings from a file and from the command line, and turns them into options. Explicit settings are kept
/// apart from defaults: only an explicit setting is an error if it would be ignored.
/// </summary>
/// <param name="data">The data, which determine the tasks that can be named and the defaults; null: <see cref="AffectTasks"/> and a chest device.</param>
public sealed class OptionReader(IDataset? data = null)
{
    private readonly IReadOnlyList<ClassificationTask> _tasks = data?.Tasks ?? AffectTasks.All;
    private readonly Dictionary<string, Given> _given = [];
    private readonly List<string> _problems = [];
    private readonly List<string> _unused = [];
    private bool _hasRun;

    /// <summary>Problems of a file after which the rest of it is not looked at: each suggests what was meant, and a file may have any number.</summary>
    internal const int MostProblems = 100;

    /// <summary>Unused defaults, by their origin. Complete after <see cref="Read"/>.</summary>
    internal IReadOnlyList<string> UnusedDefaults => _unused;

    /// <summary>Sets an option on the command line. It overrides a file, whatever the order.</summary>
    public OptionReader Give(string name, string text)
    {
        ExperimentOption option = OptionTable.All.First(o => o.Name == name);
        if (Rivals(option).Any(r => _given.TryGetValue(r, out Given? rival) && rival.Origin.Length == 0))
            _problems.Add($"--{name} and --{Rivals(option).First()} name the same setting: give one of them.");
        foreach (string rival in Rivals(option))
            _given.Remove(rival);
        _given[name] = new Given(text, "");
        return this;
    }

    /// <summary>Sets an option of a sweep's row; <paramref name="origin"/> names the row.</summary>
    internal OptionReader Give(string name, string text, string origin)
    {
        string[] same = [name, .. Rivals(OptionTable.All.First(o => o.Name == name))];
        if (same.Any(_given.ContainsKey))
            _problems.Add($"{origin}: {string.Join(" or ", same.Select(s => $"\"{s}\""))} is set twice.");
        else
            _given[name] = new Given(text, origin);
        return this;
    }

    /// <summary>Sets a default, which is unused, without an error, if another option overrides it or makes it meaningless.</summary>
    /// <param name="name">The option.</param>
    /// <param name="text">Its value.</param>
    /// <param name="origin">The file it comes from; empty: the command line.</param>
    public OptionReader GiveDefault(string name, string text, string origin)
    {
        ExperimentOption option = OptionTable.All.First(o => o.Name == name);
        var given = new Given(text, origin) { IsDefault = true };
        Given? rival = Rivals(option).Append(name).Select(r => _given.GetValueOrDefault(r)).FirstOrDefault(g => g != null);
        if (rival == null)
            _given[name] = given;
        else if (!rival.IsDefault)
            _unused.Add(Where(option, given));
        return this;
    }

    /// <summary>
    /// Sets defaults that belong together, after everything else. None applies if the first of them was given another value, or if a run's
    /// file was given, which leaves out what is at its usual default.
    /// </summary>
    /// <param name="together">The options and their values.</param>
    /// <param name="origin">Who has these defaults.</param>
    public OptionReader GiveDefaults(IReadOnlyList<(ExperimentOption Option, string Text)> together, string origin)
    {
        if (_hasRun || together.Count == 0 || _given.TryGetValue(together[0].Option.Name, out Given? first) && first.Text != together[0].Text)
            return this;
        foreach ((ExperimentOption option, string text) in together)
            GiveDefault(option.Name, text, origin);
        return this;
    }

    /// <summary>Sets the options of a JSON file: <c>{"device":"wrist","stages":[1,2]}</c>, or a run's run.json.</summary>
    /// <param name="path">The file.</param>
    /// <param name="asDefaultsBut">
    /// Null: the options are given. Else they are defaults, like those of <see cref="GiveDefault"/>, and these, which are set elsewhere, are left out.
    /// </param>
    public OptionReader GiveFile(string path, IReadOnlyCollection<ExperimentOption>? asDefaultsBut = null)
    {
        try
        {
            using JsonDocument json = OptionsJson.ReadFile(path);
            GiveJson(json.RootElement, path, asDefaultsBut);
        }
        catch (JsonException e)
        {
            _problems.Add($"{path}: not JSON (line {e.LineNumber + 1}, position {e.BytePositionInLine + 1}).");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _problems.Add($"--config {path}: cannot be read ({e.Message})");
        }

        return this;
    }

    /// <summary>Sets the members of a JSON object, or of its member <c>options</c>.</summary>
    internal OptionReader GiveJson(JsonElement root, string origin, IReadOnlyCollection<ExperimentOption>? asDefaultsBut = null)
    {
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("options", out JsonElement options))
            (root, _hasRun) = (options, true);
        if (root.ValueKind != JsonValueKind.Object)
        {
            _problems.Add($"{origin}: must be a JSON object of options, such as {{\"device\":\"wrist\",\"stages\":[1,2]}}.");
            return this;
        }

        foreach (JsonProperty member in root.EnumerateObject())
            GiveMember(member, origin, asDefaultsBut);
        return this;
    }

    /// <summary>Returns the effective options.</summary>
    /// <exception cref="OptionsException">Something is wrong; the message lists all problems, one per line.</exception>
    public ExperimentOptions Read()
    {
        ResolveTask();
        ExperimentOptions options = Defaults() with { Task = _tasks[0] };
        var single = new Dictionary<ExperimentOption, ExperimentOptions>();
        ExperimentOption[] all = [.. OptionTable.All.Where(o => _given.ContainsKey(o.Name))];
        foreach (ExperimentOption option in all)
        {
            try
            {
                options = option.Set(options, _given[option.Name].Text);
                single[option] = option.Set(ExperimentOptions.For(options.Device), _given[option.Name].Text);
            }
            catch (FormatException e)
            {
                _problems.Add($"{Where(option)} {e.Message}.");
            }
        }

        // A default may have undone an explicit setting (--fusion ends a connection): explicit settings take precedence.
        if (all.Any(o => _given[o.Name].IsDefault))
            foreach (ExperimentOption option in all.Where(o => !_given[o.Name].IsDefault && single.ContainsKey(o)))
                options = option.Set(options, _given[option.Name].Text);
        options = options.Canonical();
        foreach ((ExperimentOption option, ExperimentOptions given) in single)
            if (option.WhyIgnored(given, options) is not { } reason)
                continue;
            else if (_given[option.Name].IsDefault)
                _unused.Add(Where(option));
            else
                _problems.Add($"{Where(option)}{(option.Form == OptionForm.Flag ? "" : " " + _given[option.Name].Text)} would be ignored: {reason}. Leave it out.");
        if (_given.TryGetValue(DataGroup.Classes.Name, out Given? classes) && single.Count > 0 && !_tasks.Contains(options.Task))
            _problems.Add($"{Where(DataGroup.Classes)} {classes.Text} is the task {options.Task.Name}, which the data do not have: {Known()}.");
        string[] problems = [.. _problems, .. OptionRules.Problems(options)];
        return problems.Length == 0 ? options : throw new OptionsException(problems);
    }

    /// <summary>Replaces a task's name by its definition.</summary>
    private void ResolveTask()
    {
        ExperimentOption option = DataGroup.Task;
        if (!_given.TryGetValue(option.Name, out Given? given) || given.Text.StartsWith('{'))
            return;
        if (_tasks.FirstOrDefault(t => t.Name == given.Text) is { } task)
        {
            _given[option.Name] = given with { Text = TaskJson.Write(task) };
            return;
        }

        _problems.Add($"{Where(option)} {given.Text}: there is no such task; did you mean {EditDistance.Nearest(given.Text, _tasks.Select(t => t.Name))}? {Known()}.");
        _given.Remove(option.Name);
    }

    private string Known() => $"There {(_tasks.Count == 1 ? "is" : "are")} {string.Join(", ", _tasks)}";

    private ExperimentOptions Defaults()
    {
        ExperimentOption device = DataGroup.Device;
        ExperimentOptions usual = DefaultsOf(data?.Devices is [var first, ..] ? first : Device.Chest);
        if (!_given.TryGetValue(device.Name, out Given? given))
            return usual;
        try
        {
            return DefaultsOf(device.Set(usual, given.Text).Device);
        }
        catch (FormatException)
        {
            return usual; // Read() meets the same value again and reports it.
        }
    }

    /// <summary>Returns a device's defaults without the modalities that the data lack; if all are lacking, the first that they have.</summary>
    private ExperimentOptions DefaultsOf(Device device)
    {
        ExperimentOptions options = ExperimentOptions.For(device);
        if (data == null || !data.Devices.Contains(device))
            return options;
        IReadOnlyList<Modality> recorded = data.ModalitiesOf(device);
        Modality[] usable = [.. options.Modalities.Where(recorded.Contains)];
        return options with { Modalities = usable.Length > 0 ? usable : [.. recorded.Take(1)] };
    }

    private void GiveMember(JsonProperty member, string origin, IReadOnlyCollection<ExperimentOption>? asDefaultsBut)
    {
        if (_problems.Count >= MostProblems)
            return;
        ExperimentOption? option = OptionTable.ByKey(member.Name);
        if (option == null)
        {
            _problems.Add($"{origin}: unknown key \"{member.Name}\"; did you mean \"{OptionTable.NearestKey(member.Name)}\"?");
            return;
        }

        if (asDefaultsBut?.Contains(option) == true)
            return;
        try
        {
            string text = option.Read(member.Value);
            if (asDefaultsBut != null)
                GiveDefault(option.Name, text, origin);
            else if (Rivals(option).Any(r => _given.TryGetValue(r, out Given? rival) && rival.Origin == origin))
                _problems.Add($"{origin}: {Pair(option)} name the same setting: give one of them.");
            else if (_given.TryGetValue(option.Name, out Given? earlier) && earlier.Origin == origin)
                _problems.Add($"{origin}: \"{member.Name}\" stands there twice.");
            else if (!Rivals(option).Any(_given.ContainsKey))
                _given.TryAdd(option.Name, new Given(text, origin));
        }
        catch (FormatException e)
        {
            _problems.Add($"{origin}: \"{member.Name}\" {e.Message}.");
        }
    }

    /// <summary>Other spellings of the same setting.</summary>
    private static IEnumerable<string> Rivals(ExperimentOption option) => OptionTable.All
        .Where(o => o != option && (Original(o) == option.Name || Original(option) == o.Name)).Select(o => o.Name);

    private static string? Original(ExperimentOption option) => option.AliasOf ?? option.RivalOf;

    private static string Pair(ExperimentOption option) =>
        string.Join(" and ", OptionTable.All.Where(o => o == option || Rivals(option).Contains(o.Name)).Select(o => $"\"{o.Key}\""));

    private string Where(ExperimentOption option) => Where(option, _given[option.Name]);

    private static string Where(ExperimentOption option, Given given) =>
        given.Origin.Length == 0 ? $"--{option.Name}" : $"{given.Origin}: \"{option.Key}\"";

    /// <summary>A value, its origin, and whether it is a default.</summary>
    private sealed record Given(string Text, string Origin)
    {
        public bool IsDefault { get; init; }
    }
}
