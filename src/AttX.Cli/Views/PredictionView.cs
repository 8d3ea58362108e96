using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AttX.Cli.Shell;
using AttX.Inference;
using AttX.Signals;
using AttX.Signals.Preprocessing;
using Spectre.Console;

namespace AttX.Cli.Views;

/// <summary>Shows the progress and the result of predicting recordings.</summary>
/// <param name="app">Receives the output.</param>
/// <param name="form">Properties shared by all predictions.</param>
/// <param name="total">Number of recordings.</param>
internal sealed class PredictionView(App app, PredictionForm form, int total)
{
    private readonly List<EstimateSummary> _summaries = [];
    private readonly List<(string Recording, string Error)> _failures = [];
    private EstimateBasis _basis;
    private PersonStatistics? _person;

    /// <summary>Number of recordings that could not be predicted.</summary>
    public int Failed => _failures.Count;

    /// <summary>Receives a recording that is finished or has failed.</summary>
    public void Add(RecordingOutcome outcome)
    {
        if (outcome.Prediction is { } prediction)
            _summaries.Add(EstimateSummary.Of(prediction, form));
        else
            _failures.Add((outcome.Recording, outcome.Error!.Message));
        if (outcome.Error is { } error)
        {
            app.Report(error.Message);
            return;
        }

        app.Error.WriteLine($"predicted {outcome.Recording} ({_summaries.Count + _failures.Count}/{total})");
        (_basis, _person) = (outcome.Prediction!.Basis, outcome.Prediction.Person);
    }

    /// <summary>Prints a table and the files' paths; or, as JSON, the summary alone, with the rest on the error stream.</summary>
    /// <param name="csv">The file of estimates.</param>
    /// <param name="page">The page; null: none was written.</param>
    /// <param name="json">Whether to print JSON.</param>
    /// <param name="drawing">The command that writes the page.</param>
    public void Print(string csv, string? page, bool json, string drawing)
    {
        TextWriter writer = json ? app.Error : app.Output;
        PrintTable(writer);
        writer.WriteLine($"Mean and deviation are from {_basis.Describe()}.");
        foreach (string remark in form.Postprocessing.Describe(form.Spec, form.Classes[form.Task.Positive]))
            writer.WriteLine(remark);
        foreach (string warning in _summaries.SelectMany(s => s.Warnings))
            writer.WriteLine(warning);
        writer.WriteLine($"The estimates are in {csv}{(page == null ? "" : $", the page is {page}")}.");
        if (Failed > 0)
            writer.WriteLine($"{Failed} of {total} recordings could not be predicted and are not in there.");
        writer.WriteLine(page == null ? drawing : $"Next: open {page} in a browser");
        if (json)
            app.Output.WriteLine(ToJson());
    }

    /// <summary>Adds what the person was heard to their file, if that was measured, and says so.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Update(string? path)
    {
        if (path != null && _person != null)
            app.Error.WriteLine(PersonFile.Update(path, _person));
    }

    private void PrintTable(TextWriter writer)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(writer),
        });
        var table = new Table().Border(TableBorder.Ascii2).AddColumn("Recording");
        string[] acted = [.. form.Postprocessing.Abstain > 0 ? [PredictionCsv.Uncertain] : Array.Empty<string>(), .. form.Postprocessing.Alarm != null ? ["Alarms", "Per hour"] : Array.Empty<string>()];
        foreach (string column in (string[])["Windows", .. form.Classes, PredictionCsv.NoEstimate, .. acted])
            table.AddColumn(new TableColumn(column).RightAligned());
        table.AddColumn("Reasons");
        if (form.NamesSensors)
            table.AddColumn("Estimates rest on");
        foreach (EstimateSummary s in _summaries)
            table.AddRow([Markup.Escape(s.Recording), $"{s.Windows}", .. s.Estimates.Append(s.WithoutEstimate).Select(n => Percent(s.Share(n))), .. Acted(s),
                string.Join(", ", s.Reasons.Select(r => $"{r.Flaw.Describe()} {Percent(s.Share(r.Count))}")),
                .. form.NamesSensors ? [string.Join(", ", s.Sensors.Select(r => $"{r.Sensors} {Percent(s.Share(r.Count))}"))] : Array.Empty<string>()]);
        console.Write(table);
        writer.WriteLine("Percent of the windows. One without an estimate may have several reasons.");
    }

    private IEnumerable<string> Acted(EstimateSummary summary)
    {
        if (form.Postprocessing.Abstain > 0)
            yield return Percent(summary.Share(summary.Uncertain));
        if (form.Postprocessing.Alarm == null)
            yield break;
        yield return summary.Alarms.ToString(CultureInfo.InvariantCulture);
        yield return summary.AlarmsPerHour.ToString("F1", CultureInfo.InvariantCulture);
    }

    private string ToJson()
    {
        using var buffer = new MemoryStream();
        var options = new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(buffer, options))
        {
            json.WriteStartObject();
            json.WriteStartArray("recordings");
            foreach (EstimateSummary summary in _summaries)
                Write(json, summary);
            json.WriteEndArray();
            json.WriteStartObject("failed");
            foreach ((string recording, string error) in _failures)
                json.WriteString(recording, error);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private void Write(Utf8JsonWriter json, EstimateSummary summary)
    {
        json.WriteStartObject();
        json.WriteString("recording", summary.Recording);
        json.WriteNumber("windows", summary.Windows);
        json.WriteStartObject("estimates");
        for (int c = 0; c < form.Classes.Count; c++)
            json.WriteNumber(form.Classes[c], summary.Estimates[c]);
        json.WriteNumber(PredictionCsv.NoEstimate, summary.WithoutEstimate);
        json.WriteEndObject();
        if (form.Postprocessing.Abstain > 0)
            json.WriteNumber(PredictionCsv.Uncertain, summary.Uncertain);
        if (form.Postprocessing.Alarm != null)
        {
            json.WriteNumber("alarms", summary.Alarms);
            json.WriteNumber("alarmsPerHour", Math.Round(summary.AlarmsPerHour, 3));
        }

        json.WriteString("basis", summary.Basis);
        json.WriteStartArray("warnings");
        foreach (string warning in summary.Warnings)
            json.WriteStringValue(warning);
        json.WriteEndArray();
        json.WriteStartObject("flaws");
        foreach ((QualityFlags flaw, int count) in summary.Reasons)
            json.WriteNumber(flaw.ToTag(), count);
        json.WriteEndObject();
        if (form.NamesSensors)
        {
            json.WriteStartObject("sensors");
            foreach ((string sensors, int count) in summary.Sensors)
                json.WriteNumber(sensors, count);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static string Percent(double share) => (100 * share).ToString("F1", CultureInfo.InvariantCulture);
}
