using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using AttX.Signals;
using AttX.Signals.Datasets;
using AttX.Signals.Datasets.Wesad;
using AttX.Signals.Preprocessing;

namespace AttX.Cli.Commands;

/// <summary><c>attx inspect</c>: what a dataset holds, one subject in memory at a time.</summary>
internal static class InspectCommand
{
    public static Command Create(App app)
    {
        var data = new Argument<string>("DATA") { Description = "WESAD: its folder, WESAD.zip, or one SX.pkl" };
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var command = new Command("inspect", "Show subjects, channels, rates, durations, labelled seconds, signal quality and problems.") { data, json };
        command.SetAction((parsed, cancellation) =>
        {
            IRecordingSource source = WesadSource.Open(parsed.GetRequiredValue(data));
            bool any = parsed.GetValue(json) ? PrintJson(app, source, cancellation) : PrintText(app, source, cancellation);
            return any ? Task.FromResult(App.Done)
                : throw new InvalidDataException($"{parsed.GetRequiredValue(data)}: no subject could be read; the problems are listed above.");
        });
        Examples.AddTo(command, "attx inspect WESAD", "attx inspect WESAD/S2/S2.pkl", "attx inspect WESAD.zip --json");
        return command;
    }

    private static IEnumerable<InspectedSubject> Subjects(IRecordingSource source, CancellationToken cancellation)
    {
        foreach (string subject in source.Subjects)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return InspectedSubject.Read(source, subject);
        }
    }

    private static bool PrintText(App app, IRecordingSource source, CancellationToken cancellation)
    {
        bool any = false;
        foreach (InspectedSubject subject in Subjects(source, cancellation))
        {
            any |= subject.Readable;
            string labels = string.Join(", ", subject.LabelledSeconds.Select(s => Line($"{s.Key.ToString().ToLowerInvariant()} {s.Value:0.#} s")));
            app.Output.WriteLine($"{subject.Subject}: {(labels.Length > 0 ? labels : "unreadable")}");
            foreach (InspectedChannel channel in subject.Channels)
            {
                app.Output.WriteLine("  " + Describe(channel));
                if (channel.BadWindows is { Bad: > 0 } bad)
                    app.Output.WriteLine("    " + Describe(bad));
            }

            foreach (string problem in subject.Problems)
                app.Output.WriteLine("  problem: " + problem.ReplaceLineEndings(" "));
        }

        return any;
    }

    private static string Describe(InspectedChannel channel)
    {
        ChannelDescription d = channel.Description;
        string text = Line($"{d.Device.ToString().ToLowerInvariant(),-5} {d.Name,-5} {d.SamplingRateHz,4} Hz {channel.DurationSeconds,9:0.0} s");
        if (d.Columns > 1)
            text += $"  {d.Columns} columns";
        return channel.Quality is not { } q ? text
            : text + Line($"  {q.Minimum:G4} to {q.Maximum:G4}, mean {q.Mean:G4}, SD {q.StandardDeviation:G4}, {q.MissingCount} missing");
    }

    private static string Describe(BadWindows windows) => Line($"{windows.Share(windows.Bad):P1} of {windows.Count} windows are bad: ") +
        string.Join(", ", windows.ByFlaw.Where(f => f.Count > 0).Select(f => Line($"{f.Flaw.Describe()} {windows.Share(f.Count):P1}")));

    private static bool PrintJson(App app, IRecordingSource source, CancellationToken cancellation)
    {
        bool any = false;
        using var buffer = new MemoryStream();
        var form = new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(buffer, form))
        {
            json.WriteStartObject();
            json.WriteStartArray("subjects");
            foreach (InspectedSubject subject in Subjects(source, cancellation))
            {
                any |= subject.Readable;
                Write(json, subject);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        app.Output.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.ToArray()));
        return any;
    }

    private static void Write(Utf8JsonWriter json, InspectedSubject subject)
    {
        json.WriteStartObject();
        json.WriteString("subject", subject.Subject);
        json.WriteStartObject("labelledSeconds");
        foreach ((AffectiveState state, double seconds) in subject.LabelledSeconds)
            json.WriteNumber(state.ToString().ToLowerInvariant(), seconds);
        json.WriteEndObject();
        json.WriteStartArray("channels");
        foreach (InspectedChannel channel in subject.Channels)
            Write(json, channel);
        json.WriteEndArray();
        json.WriteStartArray("problems");
        foreach (string problem in subject.Problems)
            json.WriteStringValue(problem);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, InspectedChannel channel)
    {
        ChannelDescription d = channel.Description;
        json.WriteStartObject();
        json.WriteString("device", d.Device.ToString().ToLowerInvariant());
        json.WriteString("name", d.Name);
        json.WriteNumber("samplingRateHz", d.SamplingRateHz);
        json.WriteNumber("samples", d.Samples);
        json.WriteNumber("columns", d.Columns);
        json.WriteNumber("durationSeconds", channel.DurationSeconds);
        if (channel.Quality is { } quality)
            Write(json, quality);
        if (channel.BadWindows is { Count: > 0 } windows)
            Write(json, windows);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, BadWindows windows)
    {
        json.WriteStartObject("windows");
        json.WriteNumber("count", windows.Count);
        json.WriteNumber("bad", windows.Bad);
        json.WriteStartObject("flaws");
        foreach ((QualityFlaws flaw, int count) in windows.ByFlaw)
            json.WriteNumber(JsonNamingPolicy.CamelCase.ConvertName(flaw.ToString()), count);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, SignalQuality quality)
    {
        json.WriteStartObject("quality");
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
