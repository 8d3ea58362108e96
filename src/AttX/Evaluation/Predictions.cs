using System.Globalization;
using System.Text;

namespace AttX.Evaluation;

/// <summary>What was predicted for one window.</summary>
/// <param name="StartSeconds">Start of the window: start index / sampling rate.</param>
/// <param name="Label">True class index.</param>
/// <param name="Predicted">Predicted class index.</param>
/// <param name="Probabilities">One a class.</param>
public sealed record Prediction(double StartSeconds, int Label, int Predicted, IReadOnlyList<float> Probabilities);

/// <summary>
/// One subject's predictions, and their file: <c>subject,start_s,label,prediction,p_0,p_1[,p_2]</c>. <c>start_s</c> parses back
/// to the same double; 9 significant digits do so for the probabilities, which are single precision.
/// </summary>
/// <param name="Subject">The subject's name.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="Items">One a window, in order of time.</param>
public sealed record Predictions(string Subject, int Classes, IReadOnlyList<Prediction> Items)
{
    /// <summary>True class by predicted class.</summary>
    public ConfusionMatrix Confusion() => ConfusionMatrix.Of(Items.Select(p => (p.Label, p.Predicted)), Classes);

    /// <summary>The predictions as comma-separated text, lines ended by a line feed.</summary>
    public string ToCsv()
    {
        var text = new StringBuilder(Header(Classes)).Append('\n');
        foreach (Prediction p in Items)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Subject},{p.StartSeconds:R},{p.Label},{p.Predicted}");
            foreach (float probability in p.Probabilities)
                text.Append(CultureInfo.InvariantCulture, $",{probability:G9}");
            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Reads what <see cref="ToCsv"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Not such a file: says the line.</exception>
    public static Predictions Parse(string csv)
    {
        string[] lines = csv.Split('\n');
        int classes = lines[0].Split(',').Length - 4;
        if (classes < 2 || lines[0] != Header(classes))
            throw new InvalidDataException("line 1: not the header of predictions.");
        if (lines[^1].Length > 0)
            throw new InvalidDataException($"line {lines.Length}: cut short.");
        string subject = lines[1].Split(',')[0];
        return new Predictions(subject, classes, [.. lines[1..^1].Select((line, i) => ParseLine(line, i + 2, subject, classes))]);
    }

    private static string Header(int classes) =>
        "subject,start_s,label,prediction," + string.Join(',', Enumerable.Range(0, classes).Select(c => $"p_{c}"));

    private static Prediction ParseLine(string line, int number, string subject, int classes)
    {
        string[] cells = line.Split(',');
        float[] probabilities = new float[classes];
        bool valid = cells.Length == classes + 4 && cells[0] == subject;
        for (int c = 0; valid && c < classes; c++)
            valid = float.TryParse(cells[c + 4], NumberStyles.Float, CultureInfo.InvariantCulture, out probabilities[c]);
        if (!valid
            || !double.TryParse(cells[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double start)
            || !int.TryParse(cells[2], NumberStyles.None, CultureInfo.InvariantCulture, out int label)
            || !int.TryParse(cells[3], NumberStyles.None, CultureInfo.InvariantCulture, out int predicted)
            || label >= classes || predicted >= classes)
            throw new InvalidDataException($"line {number}: not a prediction of {subject}.");
        return new Prediction(start, label, predicted, probabilities);
    }
}
