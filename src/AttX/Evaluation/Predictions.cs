using System.Globalization;
using AttX.Ground;

namespace AttX.Evaluation;

/// <summary>Prediction for one window.</summary>
/// <param name="StartSeconds">Start of the window: start index / sampling rate.</param>
/// <param name="Label">True class index.</param>
/// <param name="Predicted">Predicted class index.</param>
/// <param name="Probabilities">Probability of each class.</param>
public sealed record Prediction(double StartSeconds, int Label, int Predicted, IReadOnlyList<float> Probabilities);

/// <summary>
/// One subject's predictions, and their file: <c>subject,start_s,label,prediction,p_0,p_1[,p_2][,clock]</c>. <c>start_s</c> parses back
/// to the same double; 9 significant digits do so for the probabilities, which are single precision. <c>clock</c>, the moment of the window's start, is
/// there only where the recording's is known.
/// </summary>
/// <param name="Subject">The subject's name.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="Items">The windows' predictions, in order of time.</param>
public sealed record Predictions(string Subject, int Classes, IReadOnlyList<Prediction> Items)
{
    private const string Clock = "clock";

    private const float Rounding = 1e-3f;

    // Thirty years: a moment so long after any other is still a moment.
    private const double LatestSeconds = 1e9;

    private static readonly string[] Fixed = ["subject", "start_s", "label", "prediction"];

    /// <summary>The moment of the recording's first sample; null if it is unknown.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>Confusion matrix, true class by predicted class.</summary>
    public ConfusionMatrix Confusion() => ConfusionMatrix.Of(Items.Select(p => (p.Label, p.Predicted)), Classes);

    /// <summary>Writes the predictions as comma-separated text, lines ended by a line feed.</summary>
    public string ToCsv() => CsvTableWriter.TextOf(csv =>
    {
        csv.Texts(Header(Classes, Start != null)).EndRow();
        foreach (Prediction p in Items)
        {
            csv.Text(Subject).Number(p.StartSeconds).Number(p.Label).Number(p.Predicted).Numbers(p.Probabilities);
            if (Start is { } start)
                csv.Moment(start + TimeSpan.FromSeconds(p.StartSeconds));
            csv.EndRow();
        }
    });

    /// <summary>Reads what <see cref="ToCsv"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The text has another form; the message names the line.</exception>
    public static Predictions Parse(string csv)
    {
        CsvTable table = CsvTable.Parse(csv, "predictions", IsHeader);
        if (table.Rows.Count == 0)
            throw new InvalidDataException("line 2: no window, where a subject has some.");
        string subject = table.Rows[0].Cells[0];
        int classes = ClassesOf(table.Header);
        Prediction[] items = [.. table.Rows.Select(row => ParseRow(row, subject, classes))];
        return new Predictions(subject, classes, items)
        {
            Start = table.Header[^1] == Clock ? StartOf(table.Rows[0]) : null,
        };
    }

    private static IEnumerable<string> Header(int classes, bool hasClock) =>
        [.. Fixed, .. Enumerable.Range(0, classes).Select(c => $"p_{c}"), .. hasClock ? (string[])[Clock] : []];

    private static bool IsHeader(IReadOnlyList<string> header) =>
        ClassesOf(header) is > 1 and var classes && header.SequenceEqual(Header(classes, header[^1] == Clock));

    private static int ClassesOf(IReadOnlyList<string> header) => header.Count - Fixed.Length - (header is [.., Clock] ? 1 : 0);

    private static DateTimeOffset StartOf(CsvRow row) => DateTimeOffset.TryParse(row.Cells[^1], CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset clock) && clock.Year is > 1000 and < 9000
            && row.TryNumber(1, out double start)
        ? clock - TimeSpan.FromSeconds(start) : throw row.Error("not the moment of a window's start");

    private static Prediction ParseRow(CsvRow row, string subject, int classes) =>
        row.Cells[0] == subject && row.TryNumber(1, out double start) && Math.Abs(start) < LatestSeconds && row.TryIndex(2, classes, out int label)
            && row.TryIndex(3, classes, out int predicted) && row.SinglesFrom(Fixed.Length, classes) is { } probabilities
            && Array.TrueForAll(probabilities, p => p is >= -Rounding and <= 1 + Rounding) ? new Prediction(start, label, predicted, probabilities) : throw row.Error($"not a prediction of {subject}");
}
