using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using AttX.Cli.OptionGroups;
using AttX.Cli.Shell;
using AttX.Cli.Views;
using AttX.Datasets;
using AttX.Formats;
using AttX.Formats.Catalogue;
using AttX.Ground;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Signals.Quality;

namespace AttX.Cli.Commands;

/// <summary><c>attx inspect</c>: lists the contents of a dataset, one subject in memory at a time.</summary>
internal static class InspectCommand
{
    private const int ShownEvents = 10, MostEvents = 10_000, LongestName = 40;

    public static Command Create(App app)
    {
        var data = new Argument<string>("DATA") { Description = "WESAD (its folder, WESAD.zip, or one SX.pkl), a recording (Empatica E4, CSV, OpenSignals, EDF, BDF, WFDB), or a model" };
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var report = new Option<string?>("--report") { Description = "Write a page with signals, labels, quality, beats, responses and features too", HelpName = "FILE.html" };
        var command = new Command("inspect", "Show subjects, channels, rates, durations, labelled seconds, signal quality and problems; or what a model is.") { data, json, report };
        var formats = new FormatSymbols(app.Datasets);
        formats.AddTo(command);
        var output = new OutputFile(command);
        command.SetAction((parsed, cancellation) =>
        {
            FormatOptions options = formats.Read(parsed);
            string? page = parsed.GetValue(report) is { } file ? output.RequireFree(parsed, file, "--report") : null;
            if (app.Models.Recognises(parsed.GetRequiredValue(data)))
                return Task.FromResult(Model(app, parsed, parsed.GetRequiredValue(data), parsed.GetValue(json)));
            IReadOnlyList<IRecordingFile> recordings = app.Datasets.OpenRecordings(parsed.GetRequiredValue(data), options, formats.Kind(parsed));
            IEnumerable<InspectedSubject> subjects = Subjects(recordings, options, cancellation);
            IDataset? dataset = (recordings[0] as DatasetSubject)?.Dataset;
            bool any = parsed.GetValue(json) ? PrintJson(app, subjects, dataset) : PrintText(app, subjects, dataset);
            if (!any)
                throw new InvalidDataException($"{parsed.GetRequiredValue(data)}: no subject could be read; the problems are listed above.");
            if (page != null)
                InspectionPage.Write(page, parsed.GetRequiredValue(data), recordings, options, app, cancellation);
            return Task.FromResult(App.Done);
        });
        Examples.AddTo(command, "attx inspect WESAD", "attx inspect WESAD/S2/S2.pkl", "attx inspect WESAD.zip --json", "attx inspect WESAD/S2/S2.pkl --report S2.html", "attx inspect recording.csv --unit eda=uS", "attx inspect stress.attx");
        return command;
    }

    /// <summary>Shows a model.</summary>
    /// <exception cref="OptionsException">An option is given that only recordings have.</exception>
    private static int Model(App app, ParseResult parsed, string path, bool json)
    {
        string[] ignored = [.. parsed.CommandResult.Children.OfType<OptionResult>().Where(o => !o.Implicit && o.Option.Name is not ("--json" or "--verbose")).Select(o => o.Option.Name)];
        if (ignored.Length > 0)
            throw new OptionsException([$"{string.Join(" and ", ignored)} would be ignored: {path} is a model. Leave it out."]);
        ModelView.Print(app, path, app.Models.Load(path), json);
        return App.Done;
    }

    private static IEnumerable<InspectedSubject> Subjects(
        IReadOnlyList<IRecordingFile> recordings, FormatOptions options, CancellationToken cancellation)
    {
        foreach (IRecordingFile recording in recordings)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return recording is DatasetSubject subject
                ? InspectedSubject.Read(subject.Dataset, subject.Name) : InspectedSubject.Read((RecordingFile)recording, options);
        }
    }

    private static bool PrintText(App app, IEnumerable<InspectedSubject> subjects, IDataset? dataset)
    {
        bool any = false;
        foreach (InspectedSubject subject in subjects)
        {
            any |= subject.Readable;
            string labels = string.Join(", ", subject.LabelledSeconds.Select(s => Line($"{s.Label} {s.Seconds:0.#} s")));
            app.Output.WriteLine($"{subject.Subject}: {(labels.Length > 0 ? labels : subject.Readable ? "no labels" : "unreadable")}");
            foreach (InspectedChannel channel in subject.Channels)
            {
                app.Output.WriteLine("  " + Describe(channel));
                if (channel.Gaps is { } gaps)
                    app.Output.WriteLine(Line($"    {gaps.Count} gaps, the first at {gaps.FirstSecond:0.###} s, ") +
                        Line($"the longest {gaps.LongestSeconds:0.###} s, together {gaps.TotalSeconds:0.###} s"));
                if (channel.BadWindows is { Bad: > 0 } bad)
                    app.Output.WriteLine("    " + Describe(bad));
            }

            PrintTimes(app, subject);
            foreach (string note in subject.Notes)
                app.Output.WriteLine("  note: " + note.ReplaceLineEndings(" "));
            foreach (string problem in subject.Problems)
                app.Output.WriteLine("  problem: " + problem.ReplaceLineEndings(" "));
        }

        foreach (string note in dataset?.Notes ?? [])
            app.Output.WriteLine("note: " + note.ReplaceLineEndings(" "));
        if (any && dataset != null)
            app.Output.WriteLine($"Tasks (--task): {string.Join(", ", dataset.Tasks)}");
        return any;
    }

    private static void PrintTimes(App app, InspectedSubject subject)
    {
        if (subject.Start is { } start)
            app.Output.WriteLine(Line($"  starts {start.UtcDateTime:yyyy-MM-dd HH:mm:ss.FFF} UTC"));
        if (subject.Events.Count > 0)
            app.Output.WriteLine(Line($"  {subject.Events.Count} events: ") + string.Join(", ", subject.Events.Take(ShownEvents)
                .Select(e => Line($"{Shown(e.Name)} {e.Seconds:0.###} s"))) + (subject.Events.Count > ShownEvents ? ", …" : ""));
    }

    private static string Describe(InspectedChannel channel)
    {
        string device = channel.Device?.Info().Name ?? "";
        string text = Line($"{device,-5} {channel.Name,-5} {channel.SamplingRateHz,4:0.##} Hz {channel.DurationSeconds,9:0.0} s");
        if (channel.Columns > 1)
            text += $"  {channel.Columns} columns";
        if (channel.Quality is not { } q)
            return channel.Unit == null ? text : text + $"  {channel.Unit}";
        string converted = channel.IsConverted ? $" ({channel.Unit} in the file)" : "";
        return text + Line($"  {q.Minimum:G4} to {q.Maximum:G4} {channel.QualityUnit}{converted}, mean {q.Mean:G4}, SD {q.StandardDeviation:G4}, {q.MissingCount} missing");
    }

    private static string Describe(BadWindows windows) => Line($"{windows.Share(windows.Bad):P1} of {windows.Count} windows are bad: ") +
        string.Join(", ", windows.ByFlaw.Where(f => f.Count > 0).Select(f => Line($"{f.Flaw.Describe()} {windows.Share(f.Count):P1}")));

    private static bool PrintJson(App app, IEnumerable<InspectedSubject> subjects, IDataset? dataset)
    {
        bool any = false;
        using var buffer = new MemoryStream();
        var form = new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(buffer, form))
        {
            json.WriteStartObject();
            json.WriteStartArray("subjects");
            foreach (InspectedSubject subject in subjects)
            {
                any |= subject.Readable;
                Write(json, subject);
            }

            json.WriteEndArray();
            if (dataset != null)
            {
                Write(json, dataset.Tasks);
                if (dataset.Notes.Count > 0)
                    WriteTexts(json, "notes", dataset.Notes);
            }

            json.WriteEndObject();
        }

        app.Output.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.ToArray()));
        return any;
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<ClassificationTask> tasks)
    {
        json.WriteStartObject("tasks");
        foreach (ClassificationTask task in tasks)
            WriteTexts(json, task.Name, task.Classes);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, InspectedSubject subject)
    {
        json.WriteStartObject();
        json.WriteString("subject", subject.Subject);
        json.WriteStartObject("labelledSeconds");
        foreach ((string label, double seconds) in subject.LabelledSeconds)
            json.WriteNumber(label, seconds);
        json.WriteEndObject();
        json.WriteStartArray("channels");
        foreach (InspectedChannel channel in subject.Channels)
            Write(json, channel);
        json.WriteEndArray();
        if (subject.Start is { } start)
            json.WriteString("start", start.UtcDateTime);
        if (subject.Events.Count > 0)
            WriteEvents(json, subject.Events);
        WriteTexts(json, "notes", subject.Notes);
        WriteTexts(json, "problems", subject.Problems);
        json.WriteEndObject();
    }

    private static void WriteEvents(Utf8JsonWriter json, IReadOnlyList<Event> events)
    {
        json.WriteNumber("eventCount", events.Count);
        json.WriteStartArray("events");
        foreach (Event e in events.Take(MostEvents))
        {
            json.WriteStartObject();
            json.WriteNumber("seconds", e.Seconds);
            json.WriteString("name", e.Name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Shown(string name) =>
        string.Concat(name.Take(LongestName).Select(c => char.IsControl(c) ? ' ' : c)) + (name.Length > LongestName ? "…" : "");

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, InspectedChannel channel)
    {
        json.WriteStartObject();
        if (channel.Device is { } device)
            json.WriteString("device", device.Info().Name);
        json.WriteString("name", channel.Name);
        json.WriteNumber("samplingRateHz", channel.SamplingRateHz);
        json.WriteNumber("samples", channel.Samples);
        json.WriteNumber("columns", channel.Columns);
        if (channel.Unit != null)
            json.WriteString("unit", channel.Unit);
        json.WriteNumber("durationSeconds", channel.DurationSeconds);
        if (channel.Gaps is { } gaps)
            Write(json, gaps);
        if (channel.Quality is { } quality)
            Write(json, quality, channel.QualityUnit!);
        if (channel.BadWindows is { Count: > 0 } windows)
            Write(json, windows);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, GapSummary gaps)
    {
        json.WriteStartObject("gaps");
        json.WriteNumber("count", gaps.Count);
        json.WriteNumber("firstSecond", gaps.FirstSecond);
        json.WriteNumber("longestSeconds", gaps.LongestSeconds);
        json.WriteNumber("totalSeconds", gaps.TotalSeconds);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, BadWindows windows)
    {
        json.WriteStartObject("windows");
        json.WriteNumber("count", windows.Count);
        json.WriteNumber("bad", windows.Bad);
        json.WriteStartObject("flaws");
        foreach ((QualityFlags flaw, int count) in windows.ByFlaw)
            json.WriteNumber(JsonNamingPolicy.CamelCase.ConvertName(flaw.ToString()), count);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, SignalQuality quality, string unit)
    {
        json.WriteStartObject("quality");
        json.WriteString("unit", unit);
        json.WriteNumber("missing", quality.MissingCount);
        if (quality.MissingCount < quality.Samples)
        {
            json.WriteNumber("minimum", quality.Minimum);
            json.WriteNumber("maximum", quality.Maximum);
            json.WriteNumber("mean", quality.Mean);
            json.WriteNumber("standardDeviation", quality.StandardDeviation);
            json.WriteNumber("flatShare", quality.FlatShare);
            json.WriteNumber("clippedShare", quality.ClippedShare);
        }

        json.WriteEndObject();
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
