using System.Globalization;
using System.Text.Json;
using AttX.Signals.Modalities;

namespace AttX.Options;

/// <summary>JSON form of an option's value.</summary>
public enum OptionForm
{
    /// <summary>true or false; on the command line, its presence.</summary>
    Flag,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A string.</summary>
    Text,

    /// <summary>A list of numbers; on the command line, separated by commas.</summary>
    Numbers,

    /// <summary>A list of strings; on the command line, separated by commas.</summary>
    Texts,

    /// <summary>A name, or an object that defines it; on the command line, the name.</summary>
    Definition,
}

/// <summary>
/// One option of a run, defined once for the command line, the configuration file and the run's folder. Its value is
/// carried as text in all three.
/// </summary>
public sealed class ExperimentOption
{
    private readonly Func<ExperimentOptions, string, ExperimentOptions> _set;
    private readonly Func<ExperimentOptions, string?> _get;
    private readonly Func<ExperimentOptions, string?> _unused;

    internal ExperimentOption(
        Func<ExperimentOptions, string, ExperimentOptions> set, Func<ExperimentOptions, string?> get, Func<ExperimentOptions, string?> unused) =>
        (_set, _get, _unused) = (set, get, unused);

    /// <summary>Name on the command line, without dashes: <c>batch-size</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Name in JSON: <c>batchSize</c>.</summary>
    public string Key => JsonNamingPolicy.CamelCase.ConvertName(
        string.Concat(Name.Split('-').Select(part => char.ToUpperInvariant(part[0]) + part[1..])));

    /// <summary>The group it belongs to.</summary>
    public required OptionGroup Group { get; init; }

    /// <summary>Placeholder for the value in a help text.</summary>
    public required string Value { get; init; }

    /// <summary>One line of help, without the default.</summary>
    public required string Help { get; init; }

    /// <summary>Form of the value in JSON.</summary>
    public required OptionForm Form { get; init; }

    /// <summary>The option of which this is another spelling, if any; an alias is never written.</summary>
    public string? AliasOf { get; init; }

    /// <summary>Another option for the same setting: each is written if it has a value, and only one may be given.</summary>
    public string? RivalOf { get; init; }

    /// <summary>
    /// The default value as text: "both", or "256 (chest), 64 (wrist)" if it depends on the device. Null for
    /// flags, other spellings, and options that are used only beside another.
    /// </summary>
    public string? Default
    {
        get
        {
            if (Form == OptionForm.Flag || AliasOf != null || RivalOf != null)
                return null;
            (string Device, string? Text)[] defaults = [.. Enum.GetValues<Device>().Select(ExperimentOptions.For)
                .Select(options => (DataGroup.Device.Get(options)!, Get(options)))];
            return this == DataGroup.Device || defaults.All(d => d.Text == defaults[0].Text) ? defaults[0].Text
                : string.Join(", ", defaults.Select(d => $"{d.Text} ({d.Device})"));
        }
    }

    /// <summary>The same option as another way to set what <paramref name="other"/> sets.</summary>
    internal ExperimentOption AsRivalOf(ExperimentOption other) => new(_set, _get, _unused)
    { Name = Name, Group = Group, Value = Value, Help = Help, Form = Form, RivalOf = other.Name };

    /// <summary>The same option as another spelling of <paramref name="other"/>.</summary>
    internal ExperimentOption AsAliasOf(ExperimentOption other) => new(_set, _get, _unused)
    { Name = Name, Group = Group, Value = Value, Help = Help, Form = Form, AliasOf = other.Name };

    /// <summary>Returns the options with this one set.</summary>
    /// <exception cref="FormatException">The text is not a value of this option; the message lists the valid values.</exception>
    internal ExperimentOptions Set(ExperimentOptions options, string text) => _set(options, text);

    /// <summary>Returns the value in use, or null if the option has no effect there.</summary>
    internal string? Get(ExperimentOptions options) => AliasOf == null && Unused(options) == null ? _get(options) : null;

    /// <summary>Whether only networks read it: of the training, a learner has its sessions' starts, subjects and seed.</summary>
    internal bool IsOfNetworks => (Group == OptionGroup.Model && this != ModelGroup.Fusion && this != ModelGroup.Features) || this == DataGroup.Eda
        || (Group == OptionGroup.Training
            && !new[] { TrainingGroup.RandomStarts, TrainingGroup.Subjects, TrainingGroup.Seed, TrainingGroup.Select, TrainingGroup.SelectGroups }.Contains(this));

    private string? Unused(ExperimentOptions options) =>
        options.Select?.Chooses(this) == true ? "--select chooses it" : options.Learner is { } learner && IsOfNetworks ? $"--learner {learner} has features of windows and no network" : _unused(options);

    /// <summary>Returns why a value given explicitly would be ignored with these effective options, or null if it is used.</summary>
    internal string? WhyIgnored(ExperimentOptions given, ExperimentOptions effective)
    {
        string? reason = Unused(effective);
        return reason != null && (_get(effective) == null || _get(given) != _get(effective)) ? reason : null;
    }

    /// <summary>Writes text as JSON, in this option's form.</summary>
    internal void Write(Utf8JsonWriter json, string text)
    {
        json.WritePropertyName(Key);
        switch (Form)
        {
            case OptionForm.Flag: json.WriteBooleanValue(text == "true"); break;
            case OptionForm.Number: json.WriteRawValue(text); break;
            case OptionForm.Text: json.WriteStringValue(text); break;
            case OptionForm.Definition:
                using (JsonDocument definition = JsonDocument.Parse(text))
                    definition.RootElement.WriteTo(json);
                break;
            default:
                json.WriteStartArray();
                foreach (string item in text.Split(','))
                    if (Form == OptionForm.Numbers) json.WriteNumberValue(int.Parse(item, CultureInfo.InvariantCulture));
                    else json.WriteStringValue(item);
                json.WriteEndArray();
                break;
        }
    }

    /// <summary>Reads JSON as text.</summary>
    /// <exception cref="FormatException">The JSON has another form than this option's.</exception>
    internal string Read(JsonElement json) => Form switch
    {
        OptionForm.Flag when json.ValueKind is JsonValueKind.True or JsonValueKind.False => json.GetRawText(),
        OptionForm.Number when json.ValueKind == JsonValueKind.Number => json.GetRawText(),
        OptionForm.Text when json.ValueKind == JsonValueKind.String => json.GetString()!,
        OptionForm.Definition when json.ValueKind == JsonValueKind.String => json.GetString()!,
        OptionForm.Definition when json.ValueKind == JsonValueKind.Object => json.GetRawText(),
        OptionForm.Numbers when IsListOf(json, JsonValueKind.Number) => string.Join(',', json.EnumerateArray().Select(e => e.GetRawText())),
        OptionForm.Texts when IsListOf(json, JsonValueKind.String) => string.Join(',', json.EnumerateArray().Select(e => e.GetString())),
        _ => throw new FormatException(string.Create(CultureInfo.InvariantCulture,
            $"must be {FormName(Form)}, got {json.GetRawText().ReplaceLineEndings(" ")}")),
    };

    private static bool IsListOf(JsonElement json, JsonValueKind kind) =>
        json.ValueKind == JsonValueKind.Array && json.EnumerateArray().All(e => e.ValueKind == kind);

    private static string FormName(OptionForm form) => form switch
    {
        OptionForm.Flag => "true or false",
        OptionForm.Number => "a number",
        OptionForm.Text => "a string",
        OptionForm.Numbers => "a list of numbers",
        OptionForm.Definition => "a name, or an object",
        _ => "a list of strings",
    };
}
