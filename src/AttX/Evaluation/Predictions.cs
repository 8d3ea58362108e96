using AttX.Ground;

namespace AttX.Evaluation;

/// <summary>What was predicted for one window.</summary>
/// <param name="StartSeconds">Start of the window: start index / sampling rate.</param>
/// <param name="Label">True class index.</param>
/// <param name="Predicted">Predicted class index.</param>
/// <param name="Probabilities">Probability of each class.</param>
public sealed record Prediction(double StartSeconds, int Label, int Predicted, IReadOnlyList<float> Probabilities);

/// <summary>
/// One subject's predictions, and their file: <c>subject,start_s,label,prediction,p_0,p_1[,p_2]</c>. <c>start_s</c> parses back
/// to the same double; 9 significant digits do so for the probabilities, which are single precision.
/// </summary>
/// <param name="Subject">The subject's name.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="Items">The windows' predictions, in order of time.</param>
public sealed record Predictions(string Subject, int Classes, IReadOnlyList<Prediction> Items)
{
    private static readonly string[] Fixed = ["subject", "start_s", "label", "prediction"];

    /// <summary>True class by predicted class.</summary>
    public ConfusionMatrix Confusion() => ConfusionMatrix.Of(Items.Select(p => (p.Label, p.Predicted)), Classes);

    /// <summary>The predictions as comma-separated text, lines ended by a line feed.</summary>
    public string ToCsv() => CsvTableWriter.TextOf(csv =>
    {
        csv.Texts(Header(Classes)).EndRow();
        foreach (Prediction p in Items)
            csv.Text(Subject).Number(p.StartSeconds).Number(p.Label).Number(p.Predicted).Numbers(p.Probabilities).EndRow();
    });

    /// <summary>Reads what <see cref="ToCsv"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Not such a file: names the line.</exception>
    public static Predictions Parse(string csv)
    {
        CsvTable table = CsvTable.Parse(csv, "predictions", header => header.Count > Fixed.Length + 1 && header.SequenceEqual(Header(header.Count - Fixed.Length)));
        string subject = table.Rows.Count == 0 ? "" : table.Rows[0].Cells[0];
        int classes = table.Header.Count - Fixed.Length;
        return new Predictions(subject, classes, [.. table.Rows.Select(row => ParseRow(row, subject, classes))]);
    }

    private static IEnumerable<string> Header(int classes) => Fixed.Concat(Enumerable.Range(0, classes).Select(c => $"p_{c}"));

    private static Prediction ParseRow(CsvRow row, string subject, int classes) =>
        row.Cells[0] == subject && row.TryNumber(1, out double start) && row.TryIndex(2, classes, out int label)
            && row.TryIndex(3, classes, out int predicted) && row.SinglesFrom(Fixed.Length) is { } probabilities
            ? new Prediction(start, label, predicted, probabilities) : throw row.Error($"not a prediction of {subject}");
}
