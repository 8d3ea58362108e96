using AttX.Ground;
using AttX.Signals;

namespace AttX.Inference;

/// <summary>
/// The file of predictions: <c>recording,start_s,end_s,estimate,p_non-stress,p_stress,quality,label,attx1_ecg,attx1_eda,…</c>, lines
/// ended by a line feed. For a model that can miss sensors, <c>sensors</c> stands after <c>label</c>. All numbers parse back to the same bits.
/// </summary>
public static class PredictionCsv
{
    /// <summary>Text in place of a class if there is none.</summary>
    public const string NoEstimate = "no estimate";

    /// <summary>Writes the column names.</summary>
    public static void WriteHeader(CsvTableWriter csv, PredictionForm form) => csv
        .Texts(["recording", "start_s", "end_s", "estimate"]).Texts(form.Classes.Select(name => $"p_{name}")).Texts(["quality", "label"])
        .Texts(form.NamesSensors ? ["sensors"] : []).Texts(form.Attention.Select(column => column.Name)).EndRow();

    /// <summary>Writes a row for each window.</summary>
    public static void Write(CsvTableWriter csv, PredictionForm form, RecordingPrediction prediction)
    {
        foreach (WindowEstimate window in prediction.Windows)
        {
            csv.Text(prediction.Recording).Number(window.StartSeconds).Number(window.StartSeconds + form.Spec.LengthSeconds)
                .Text(window.Class is { } estimate ? form.Classes[estimate] : NoEstimate);
            Values(csv, window.Probabilities, form.Classes.Count).Text(window.Flaws.ToTag()).Text(window.Label ?? "")
                .Texts(form.NamesSensors ? [window.Sensors] : []);
            Values(csv, window.Theta, form.Attention.Count).EndRow();
        }
    }

    private static CsvTableWriter Values(CsvTableWriter csv, IReadOnlyList<float> values, int count) =>
        values.Count == 0 ? csv.Texts(Enumerable.Repeat("", count)) : csv.Numbers(values);
}
