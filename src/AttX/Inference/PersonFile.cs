using System.Text.Json;
using AttX.Ground;
using AttX.Options;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;

namespace AttX.Inference;

/// <summary>
/// The file of a person's statistics: <c>{"format":1,"device":"wrist","filter":"causal","sensors":[{"sensor":"eda","unit":"ln µS",
/// "heardSeconds":3600,"mean":0.7,"deviation":0.4}]}</c>, an entry per axis.
/// </summary>
public static class PersonFile
{
    private const int Format = 1;
    private const double MostSeconds = 1e10;
    private const string Remedy = "keep a file for each";

    private static readonly string[] Keys = ["format", "device", "filter", "sensors"];
    private static readonly string[] AxisKeys = ["sensor", "axis", "unit", "heardSeconds", "mean", "deviation"];

    /// <summary>Reads a person's statistics.</summary>
    /// <param name="path">The file; it may be missing.</param>
    /// <param name="expected">The statistics of somebody never heard before, by the model that is to start from the file.</param>
    /// <returns>The file's statistics; <paramref name="expected"/> where there is none yet.</returns>
    /// <exception cref="OptionsException">It cannot be created: its folder is missing.</exception>
    /// <exception cref="InvalidDataException">It is damaged, a link, or of other sensors, another filter or scale.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static PersonStatistics Read(string path, PersonStatistics expected)
    {
        var file = new FileInfo(path);
        if (Directory.Exists(path) || !Directory.Exists(file.DirectoryName))
            throw new OptionsException([$"--person {path}: {(Directory.Exists(path) ? "is a folder" : "its folder does not exist")}. Give a file, which is made if it is missing."]);
        FolderTree.Require(file);
        if (!file.Exists)
            return expected;
        JsonKeys json = JsonKeys.OfFile(path);
        double version = json.Number("format") ?? throw Problem(json, "\"format\" is missing: not a person's statistics");
        if (version > Format)
            throw Problem(json, FormattableString.Invariant($"written by a newer AttX (format {version}; this one reads up to {Format}): update AttX"));
        json.RequireOnly(Keys);
        Fit(json, "device", expected.Device.Info().Name);
        Fit(json, "filter", DataGroup.NameOf(expected.Filter));
        return expected with { Axes = ReadAxes(json, expected) };
    }

    /// <summary>Writes the file atomically, and returns what to tell the user: "anna.json: updated, 3600 s heard in all.".</summary>
    /// <exception cref="InvalidDataException">A statistic is not finite; the file stays as it was.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static string Update(string path, PersonStatistics person)
    {
        Write(path, person);
        return FormattableString.Invariant($"{path}: updated, {person.Seconds:0} s heard in all.");
    }

    /// <summary>Writes the file atomically.</summary>
    /// <exception cref="InvalidDataException">A statistic is not finite; the file stays as it was.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, PersonStatistics person) => AtomicFile.Write(path, JsonForms.FileOf(json =>
    {
        if (!person.Axes.All(axis => double.IsFinite(axis.Mean) && double.IsFinite(axis.StandardDeviation)))
            throw new InvalidDataException($"{path}: is not updated: the session's signals are beyond all measure.");
        json.WriteNumber("format", Format);
        json.WriteString("device", person.Device.Info().Name);
        json.WriteString("filter", DataGroup.NameOf(person.Filter));
        json.WriteStartArray("sensors");
        foreach ((AxisName axis, HeardAxis heard) in AxesOf(person).Zip(person.Axes))
        {
            json.WriteStartObject();
            json.WriteString("sensor", axis.Sensor);
            if (axis.Axis.Length > 0)
                json.WriteString("axis", axis.Axis);
            json.WriteString("unit", axis.Unit);
            json.WriteNumber("heardSeconds", heard.Seconds);
            json.WriteNumber("mean", heard.Mean);
            json.WriteNumber("deviation", heard.StandardDeviation);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }));

    private static IReadOnlyList<HeardAxis> ReadAxes(JsonKeys json, PersonStatistics expected)
    {
        JsonElement sensors = json.Require("sensors", "[{\"sensor\":\"eda\",…}]");
        AxisName[] wanted = [.. AxesOf(expected)];
        if (sensors.ValueKind != JsonValueKind.Array)
            throw Problem(json, "\"sensors\" must be a list");
        // No more than one beyond those that fit: a message must not grow with the file.
        JsonKeys[] given = [.. sensors.EnumerateArray().Take(wanted.Length + 1).Select(item => JsonKeys.Of(item, $"{json.Where}: an entry of \"sensors\""))];
        AxisName[] found = [.. given.Select(item => new AxisName(item.RequireText("sensor", "\"eda\""), item.Text("axis") ?? "", item.RequireText("unit", "\"µS\"")))];
        if (!found.Select(f => f with { Unit = "" }).SequenceEqual(wanted.Select(w => w with { Unit = "" })))
            throw Problem(json, $"of other sensors ({Listed(found)}) than the model's ({Listed(wanted)}): {Remedy}");
        if (found.Zip(wanted).FirstOrDefault(pair => pair.First != pair.Second) is ({ } other, { } needed))
            throw Problem(json, $"has {needed.Sensor} in {Shown(other.Unit)}, and the model takes it in {needed.Unit}: {Remedy}");
        return [.. given.Select(ReadAxis)];
    }

    private static HeardAxis ReadAxis(JsonKeys json)
    {
        json.RequireOnly(AxisKeys);
        double Value(string key) => json.Number(key) ?? throw Problem(json, $"\"{key}\" is missing");
        HeardAxis axis = new(Value("heardSeconds"), Value("mean"), Value("deviation"));
        if (!(axis.Seconds is >= 0 and <= MostSeconds))
            throw Problem(json, FormattableString.Invariant($"\"heardSeconds\" must be from 0 to {MostSeconds}, got {axis.Seconds}"));
        return axis.StandardDeviation >= 0 ? axis
            : throw Problem(json, FormattableString.Invariant($"\"deviation\" must be at least 0, got {axis.StandardDeviation}"));
    }

    private static void Fit(JsonKeys json, string key, string expected)
    {
        if (json.RequireText(key, $"\"{expected}\"") is var found && found != expected)
            throw Problem(json, $"measured with {key} {Shown(found)}, and here it is {expected}: {Remedy}");
    }

    private static IEnumerable<AxisName> AxesOf(PersonStatistics person) => person.Modalities.SelectMany(modality => modality.Info().Axes.Select(axis =>
        new AxisName(modality.Info().Name, axis, modality == Modality.Eda && person.EdaAsLogarithm ? "ln " + modality.Info().Unit : modality.Info().Unit)));

    private static string Listed(AxisName[] axes) =>
        axes.Length == 0 ? "none" : string.Join(", ", axes.Select(a => Shown(a.Axis.Length == 0 ? a.Sensor : $"{a.Sensor} {a.Axis}")));

    /// <summary>Returns a text of the file for a message.</summary>
    private static string Shown(string text) => string.Concat(text.Where(c => !char.IsControl(c)).Take(40));

    private static InvalidDataException Problem(JsonKeys json, string problem) => new($"{json.Where}: {problem}.");

    private sealed record AxisName(string Sensor, string Axis, string Unit);
}
