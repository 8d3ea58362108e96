using AttX.Ground;
using AttX.Signals;

namespace AttX.Inference;

/// <summary>
/// The file of predictions: <c>recording,start_s,end_s,estimate,p_non-stress,p_stress,quality,label,basis,attx1_ecg,attx1_eda,…[,clock]</c>,
/// lines ended by a line feed. All numbers parse back to the same bits. <c>clock</c> is the moment of the window's start, where it is known. For
/// a model that can miss sensors, <c>sensors</c> stands after <c>label</c>. <c>basis</c> says what the estimate rests on;
/// <c>alarm</c> stands after it where one is asked for. Columns of theta are named by modality: <c>attx1_bvp</c>.
/// </summary>
public static class PredictionCsv
{
    /// <summary>Text in place of a class if there is none.</summary>
    public const string NoEstimate = "no estimate";

    /// <summary>Text in place of a class where none is likely enough.</summary>
    public const string Uncertain = "uncertain";

    /// <summary>Writes the table.</summary>
    public static void Write(CsvTableWriter csv, PredictionForm form, IReadOnlyList<RecordingPrediction> predictions)
    {
        bool hasClock = predictions.Any(p => p.Start != null);
        WriteHeader(csv, form, hasClock);
        foreach (RecordingPrediction prediction in predictions)
            WriteRows(csv, form, prediction, hasClock);
    }

    private static void WriteHeader(CsvTableWriter csv, PredictionForm form, bool hasClock) => csv
        .Texts(["recording", "start_s", "end_s", "estimate"]).Texts(form.Classes.Select(name => $"p_{name}")).Texts(["quality", "label"])
        .Texts(form.NamesSensors ? ["sensors", "basis"] : ["basis"]).Texts(form.Postprocessing.Alarm == null ? [] : ["alarm"]).Texts(form.Attention.Select(column => column.Name)).Texts(hasClock ? ["clock"] : []).EndRow();

    private static void WriteRows(CsvTableWriter csv, PredictionForm form, RecordingPrediction prediction, bool hasClock)
    {
        foreach (WindowEstimate window in prediction.Windows)
        {
            csv.Text(prediction.Recording).Number(window.StartSeconds).Number(window.StartSeconds + form.Spec.LengthSeconds)
                .Text(window.Class is { } estimate ? form.Classes[estimate] : window.IsUncertain ? Uncertain : NoEstimate);
            Values(csv, window.Probabilities, form.Classes.Count).Text(window.Flaws.ToTag()).Text(window.Label ?? "")
                .Texts(form.NamesSensors ? [window.Sensors] : []).Text(window.HasEstimate ? prediction.BasisTag : "")
                .Texts(window.IsAlarm is { } alarm ? [alarm ? "on" : "off"] : []);
            Values(csv, window.Theta, form.Attention.Count);
            if (hasClock)
                csv.Moment(prediction.Start + TimeSpan.FromSeconds(window.StartSeconds));
            csv.EndRow();
        }
    }

    private static CsvTableWriter Values(CsvTableWriter csv, IReadOnlyList<float> values, int count) =>
        values.Count == 0 ? csv.Texts(Enumerable.Repeat("", count)) : csv.Numbers(values);
}
