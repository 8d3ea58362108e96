using System.Text.Json;
using AttX.Options;
using AttX.Reports.Html;
using AttX.Reports.Reading;
using AttX.Reports.Tables;
using AttX.Reports.Writing;
using AttX.Runs;
using AttX.Signals.Modalities;

namespace AttX.Reports.Sections;

/// <summary>Provenance: options, data, versions, machine, time.</summary>
internal static class ProvenanceSection
{
    public static ReportSection Of(ReportData data) => new("provenance", "What was run", [SectionPart.OnPage(() => Markup.Of($"""
        {HtmlTable.Of(Circumstances(data))}
        {HtmlTable.Of(Options(data))}
        <details class="numbers"><summary>Fingerprints of the {data.Subjects.Count} recordings</summary>{HtmlTable.Of(Fingerprints(data))}</details>
        """))]);

    private static ReportTable Circumstances(ReportData data)
    {
        RunEnvironment e = data.Environment;
        int done = data.Rows.Sum(row => row.Runs.Sum(run => run.Folds.Count));
        return Pairs("circumstances", "Where and when",
        [
            ("Folder", data.Folder),
            ("Runs", $"{data.Rows.Count} {(data.Rows.Count == 1 ? "row" : "rows")}, {(data.Rows[0].Runs.Count == 1 ? "seed" : "seeds")} "
                + $"{string.Join(", ", data.Rows[0].Runs.Select(run => run.Seed))}; {done} folds done"),
            .. Datasets(data) is { Length: > 0 } datasets ? new[] { ("Datasets", datasets) } : [],
            .. data.StoredRuns is [{ Origin: { } origin }] ? new[] { ("Command", origin.Command), ("Data, from the run\u2019s folder", string.Join(", ", origin.Data)) } : [],
            ("AttX", e.Version),
            ("Runtime", e.Runtime),
            ("Machine", $"{e.System}, {e.Architecture}, {e.Processors} logical processors"),
            ("Begun", Time(e.Started)),
            ("Finished", e.Finished is { } end ? $"{Time(end)}, {Duration(end - e.Started)} later, pauses included" : "not finished"),
        ], "");
    }

    private static string Datasets(ReportData data) => string.Join("; ", data.StoredRuns.SelectMany(run => run.Data.Datasets)
        .GroupBy(d => d.Key, d => d.Value).Select(d => $"{d.Key}: {string.Join(", ", d.SelectMany(subjects => subjects).Distinct())}"));

    /// <summary>Formats one line per option: its value, or every value that occurs where rows differ.</summary>
    private static ReportTable Options(ReportData data)
    {
        var values = new Dictionary<string, List<string>>();
        foreach (ReportRow row in data.Rows)
        {
            using JsonDocument json = JsonDocument.Parse(OptionsJson.Text(row.Options));
            foreach (JsonProperty option in json.RootElement.EnumerateObject().Where(o => !o.NameEquals("seed")))
                (values.TryGetValue(option.Name, out List<string>? known) ? known : values[option.Name] = []).Add(Value(option.Value));
        }

        return Pairs("options", "Options in effect", [.. values.Select(v => (v.Key, string.Join("; ", v.Value.Distinct())))],
            "As the configuration file spells them." + (data.Rows.Count > 1 ? " Where rows differ, every value that occurs." : ""));
    }

    private static string Value(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? string.Join(", ", value.EnumerateArray().Select(Value)) : value.ToString();

    private static ReportTable Fingerprints(ReportData data) => new("fingerprints", "The recordings",
        [new("", "Subject", IsText: true), new("", "Channels", IsText: true), new("", "SHA-256", IsText: true)],
        [.. (from stored in data.StoredRuns
             from f in stored.Data.Fingerprints
             select (f.Key, Channels: $"{stored.Options.Device.Info().Name} {ModalityNames.Of(stored.Options.Modalities)}", f.Value))
            .Distinct().Select(f => (ReportCell[])[f.Key, f.Channels, f.Value])],
        "Of the samples and labels that were read, whatever file held them.");

    private static ReportTable Pairs(string id, string title, IReadOnlyList<(string Name, string Value)> pairs, string note) => new(id, title,
        [new("", "What", IsText: true), new("", "Value", IsText: true)], [.. pairs.Select(p => (ReportCell[])[p.Name, p.Value])], note);

    private static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", System.Globalization.CultureInfo.InvariantCulture);

    private static string Duration(TimeSpan time) => FormattableString.Invariant(
        $"{(time.TotalHours >= 1 ? $"{(int)time.TotalHours} h " : "")}{time.Minutes} min {time.Seconds} s");
}
