using AttX.Ground;
using AttX.Signals;

namespace AttX.Evaluation;

/// <summary>Scores on one subject's windows with one modality replaced.</summary>
/// <param name="Modality">The modality.</param>
/// <param name="Right">Number of windows classified correctly.</param>
/// <param name="Area">Area under the ROC curve, of more than two classes the mean of each against the others; null where only one class occurs.</param>
public sealed record OcclusionRow(string Modality, int Right, double? Area);

/// <summary>
/// Importance by occlusion (Zeiler and Fergus 2014): how a model scores on one subject with one modality of every window replaced by zeros, the mean of a
/// standardised signal; and its file: <c>without,windows,right,auc</c>, a line for each modality.
/// </summary>
/// <param name="Rows">One per modality.</param>
public sealed record Occlusion(IReadOnlyList<OcclusionRow> Rows)
{
    private static readonly string[] Header = ["without", "windows", "right", "auc"];

    /// <summary>Scores predictors that do not see one modality; null if there are none.</summary>
    /// <param name="predictors">The predictors, each with the modality that it does not see.</param>
    /// <param name="windows">The subject's windows, prepared as the model requires.</param>
    /// <param name="task">Maps each window's label to a class.</param>
    public static Occlusion? Of(IEnumerable<(string Hidden, IWindowPredictor Predictor)> predictors, WindowSet windows, ClassificationTask task)
    {
        OcclusionRow[] rows = [.. predictors.Select(p => Of(p.Hidden, SubjectPrediction.Of(p.Predictor, windows, task).Predictions))];
        return rows.Length == 0 ? null : new Occlusion(rows);
    }

    /// <summary>Scores predictions.</summary>
    public static OcclusionRow Of(string modality, Predictions predictions) =>
        new(modality, predictions.Items.Count(p => p.Predicted == p.Label), RocCurve.MacroArea(predictions.Items, predictions.Classes));

    /// <summary>Writes the scores as comma-separated text, lines ended by a line feed.</summary>
    /// <param name="windows">Number of the subject's windows.</param>
    public string ToCsv(int windows) => CsvTableWriter.TextOf(csv =>
    {
        csv.Texts(Header).EndRow();
        foreach (OcclusionRow row in Rows)
        {
            csv.Text(row.Modality).Number(windows).Number(row.Right);
            (row.Area is { } area ? csv.Number(area) : csv.Text("")).EndRow();
        }
    });

    /// <summary>Reads what <see cref="ToCsv"/> wrote.</summary>
    /// <param name="csv">The text.</param>
    /// <param name="windows">Number of the subject's windows.</param>
    /// <exception cref="InvalidDataException">The text has another form, or is of another number of windows; the message names the line.</exception>
    public static Occlusion Parse(string csv, int windows) =>
        new([.. CsvTable.Parse(csv, "scores without a modality", header => header.SequenceEqual(Header)).Rows.Select(row => ParseRow(row, windows))]);

    private static OcclusionRow ParseRow(CsvRow row, int windows)
    {
        double area = 0;
        return row.TryIndex(1, windows + 1, out int counted) && counted == windows && row.TryIndex(2, windows + 1, out int right)
            && (row.Cells[3].Length == 0 || (row.TryNumber(3, out area) && area is >= 0 and <= 1))
            ? new OcclusionRow(row.Cells[0], right, row.Cells[3].Length == 0 ? null : area) : throw row.Error($"not scores of the {windows} windows");
    }
}
