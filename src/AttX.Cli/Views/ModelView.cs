using System.Globalization;
using System.Text;
using System.Text.Json;
using AttX.Cli.Shell;
using AttX.Evaluation;
using AttX.Ground;
using AttX.Inference;
using AttX.ModelFiles;
using AttX.Options;
using AttX.Signals.Modalities;

namespace AttX.Cli.Views;

/// <summary>Prints what a model is: its card, size, signals, training people and options.</summary>
internal static class ModelView
{
    /// <summary>Prints it as text, or as JSON.</summary>
    public static void Print(App app, string path, IModel model, bool json)
    {
        if (json)
            app.Output.Write(ToJson(model));
        else
            PrintText(app.Output, path, model);
    }

    private static void PrintText(TextWriter writer, string path, IModel model)
    {
        ExperimentOptions o = model.Options;
        if (model.Card is { } card)
            writer.WriteLine(card);
        Line(writer, "model", model.Size);
        Line(writer, "classes", $"{string.Join(", ", o.Task.Classes)} (task {o.Task.Name})");
        Line(writer, "signals", string.Create(CultureInfo.InvariantCulture,
            $"{string.Join(" and ", o.Modalities.Select(m => m.Info().Label))} of the {o.Device.Info().Name}, windows of {o.WindowSeconds} s at {o.SamplingRateHz} Hz{(model.CanMissSensors ? "; some may be missing" : "")}"));
        Line(writer, "normalised", $"{DataGroup.NameOf(o.Normalisation)}: an estimate rests on {Basis(model).Describe()}");
        Line(writer, "filter", DataGroup.NameOf(o.Filter));
        Line(writer, "calibrated", model.Calibration is { } scaling ? Calibrated(scaling) : "no");
        Line(writer, "trained on", model.Training == null ? "not said in the file" : People(model.Training.Where(t => t.HeldOut != true)));
        if (model.Training?.Any(t => t.HeldOut == true) == true)
            Line(writer, "stopped by", People(model.Training.Where(t => t.HeldOut == true)));
        if (model.Pretraining.Count > 0)
            Line(writer, "pretrained on", People(model.Pretraining));
        foreach ((string name, string sha256) in model.Hashes)
            Line(writer, "SHA-256", model.Hashes.Count == 1 ? sha256 : $"{sha256} {name}");
        Line(writer, "options", OptionsJson.Text(o));
        writer.WriteLine(CommandText.Next("predict", path, "RECORDING", "--out", "estimates.csv"));
    }

    private static EstimateBasis Basis(IModel model) => EstimateBases.Of(model.Options.Normalisation, isPersonKnown: false);

    private static void Line(TextWriter writer, string name, string text) => writer.WriteLine($"{name,-13} {text}");

    private static string People(IEnumerable<TrainingSubject> people) => people.ToArray() is var all && all.Length == 1 ? $"1 subject: {all[0].Subject}"
        : $"{all.Length} subjects: {string.Join(", ", all.Select(p => p.Subject))}";

    private static string Calibrated(ProbabilityScaling scaling) => string.Create(CultureInfo.InvariantCulture,
        $"temperature {1 / scaling.Slope:0.###}{(scaling.Biases.Any(b => b != 0) ? $", bias {string.Join(", ", scaling.Biases.Select(b => b.ToString("0.###", CultureInfo.InvariantCulture)))}" : "")}");

    private static string ToJson(IModel model) => Encoding.UTF8.GetString(JsonForms.FileOf(json =>
    {
        json.WriteString("model", model.Size);
        json.WriteString("card", model.Card);
        json.WriteString("device", model.Options.Device.Info().Name);
        WriteTexts(json, "modalities", model.Options.Modalities.Select(m => m.Info().Name));
        WriteTexts(json, "classes", model.Options.Task.Classes);
        json.WriteString("basis", Basis(model).Tag());
        json.WriteBoolean("canMissSensors", model.CanMissSensors);
        WriteCalibration(json, model.Calibration);
        WriteTexts(json, "training", model.Training?.Where(t => t.HeldOut != true).Select(t => t.Subject));
        WriteTexts(json, "heldOut", model.Training?.Where(t => t.HeldOut == true).Select(t => t.Subject));
        WriteTexts(json, "pretraining", model.Pretraining.Select(t => t.Subject));
        json.WriteStartObject("sha256");
        foreach ((string name, string sha256) in model.Hashes)
            json.WriteString(name, sha256);
        json.WriteEndObject();
        json.WritePropertyName("options");
        OptionsJson.Write(json, model.Options);
    }).Span);

    private static void WriteCalibration(Utf8JsonWriter json, ProbabilityScaling? calibration)
    {
        if (calibration == null)
        {
            json.WriteNull("calibration");
            return;
        }

        json.WriteStartObject("calibration");
        json.WriteNumber("slope", calibration.Slope);
        json.WriteStartArray("biases");
        foreach (double bias in calibration.Biases)
            json.WriteNumberValue(bias);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes a list; null where the model does not say.</summary>
    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string>? texts)
    {
        if (texts == null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartArray(name);
        foreach (string text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
