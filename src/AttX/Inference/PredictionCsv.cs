using System.Globalization;
using AttX.Signals;

namespace AttX.Inference;

/// <summary>
/// The file of predictions: <c>recording,start_s,end_s,estimate,p_non-stress,p_stress,quality,label,attx1_ecg,attx1_eda,…</c>, lines
/// ended by a line feed. All numbers parse back to the same bits.
/// </summary>
public static class PredictionCsv
{
    /// <summary>What stands in the place of a class where there is none.</summary>
    public const string NoEstimate = "no estimate";

    /// <summary>Writes the column names.</summary>
    public static void WriteHeader(TextWriter writer, PredictionForm form) => WriteLine(writer,
    [
        "recording", "start_s", "end_s", "estimate", .. form.Classes.Select(name => $"p_{name}"), "quality", "label",
        .. form.Attention.Select(column => column.Name),
    ]);

    /// <summary>Writes a line a window.</summary>
    public static void Write(TextWriter writer, PredictionForm form, RecordingPrediction prediction)
    {
        string recording = Quoted(prediction.Recording);
        foreach (WindowEstimate window in prediction.Windows)
            WriteLine(writer,
            [
                recording, Number(window.StartSeconds), Number(window.StartSeconds + form.Spec.LengthSeconds),
                window.Class is { } estimate ? form.Classes[estimate] : NoEstimate,
                .. Cells(window.Probabilities, form.Classes.Count), window.Flaws.ToTag(), LabelOf(window.State),
                .. Cells(window.Theta, form.Attention.Count),
            ]);
    }

    /// <summary>A label's name; empty for what has none.</summary>
    public static string LabelOf(AffectiveState state) =>
        state != AffectiveState.Transient && Enum.IsDefined(state) ? state.ToString().ToLowerInvariant() : "";

    private static IEnumerable<string> Cells(IReadOnlyList<float> values, int count) => values.Count == 0
        ? Enumerable.Repeat("", count) : values.Select(v => v.ToString("G9", CultureInfo.InvariantCulture));

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Names come from files: those that hold what separates cells and lines are quoted (RFC 4180).</summary>
    private static string Quoted(string name) =>
        name.AsSpan().ContainsAny([',', '"', '\n', '\r']) ? $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : name;

    private static void WriteLine(TextWriter writer, IEnumerable<string> cells)
    {
        writer.Write(string.Join(',', cells));
        writer.Write('\n');
    }
}
