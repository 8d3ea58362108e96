using System.Globalization;
using System.Text;

namespace AttX.Evaluation;

/// <summary>Whose theta a column shows.</summary>
/// <param name="Stage">The stage (1 to 3) after which the branches are connected.</param>
/// <param name="Branch">The name of the branch whose representation it weighs: "ecg".</param>
public sealed record AttentionColumn(int Stage, string Branch)
{
    /// <summary>As files name it: "attx1_ecg".</summary>
    public string Name => $"attx{Stage}_{Branch}";
}

/// <summary>What a network attended to in one window.</summary>
/// <param name="StartSeconds">Start of the window.</param>
/// <param name="Label">True class index.</param>
/// <param name="Theta">Mean over channels and time, one a column.</param>
public sealed record AttentionPoint(double StartSeconds, int Label, IReadOnlyList<float> Theta);

/// <summary>
/// How one subject's attention went over time, and its file: <c>start_s,label,attx1_ecg,attx1_eda,…</c>. All numbers parse back
/// to the same bits.
/// </summary>
/// <param name="Columns">Connection by connection, the branches.</param>
/// <param name="Rows">One a window, in order of time.</param>
public sealed record AttentionCourse(IReadOnlyList<AttentionColumn> Columns, IReadOnlyList<AttentionPoint> Rows)
{
    private const string Fixed = "start_s,label";

    /// <summary>The course as comma-separated text, lines ended by a line feed.</summary>
    public string ToCsv()
    {
        var text = new StringBuilder(Fixed);
        foreach (AttentionColumn column in Columns)
            text.Append(',').Append(column.Name);
        text.Append('\n');
        foreach (AttentionPoint row in Rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"{row.StartSeconds:R},{row.Label}");
            foreach (float theta in row.Theta)
                text.Append(CultureInfo.InvariantCulture, $",{theta:G9}");
            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Reads what <see cref="ToCsv"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Not such a file: says the line.</exception>
    public static AttentionCourse Parse(string csv)
    {
        string[] lines = csv.Split('\n');
        if (!lines[0].StartsWith(Fixed + ",", StringComparison.Ordinal))
            throw new InvalidDataException("line 1: not the header of a course of attention.");
        AttentionColumn[] columns = [.. lines[0].Split(',')[2..].Select(ParseColumn)];
        if (lines[^1].Length > 0)
            throw new InvalidDataException($"line {lines.Length}: cut short.");
        return new AttentionCourse(columns, [.. lines[1..^1].Select((line, i) => ParseLine(line, i + 2, columns.Length))]);
    }

    private static AttentionColumn ParseColumn(string name) =>
        name is ['a', 't', 't', 'x', >= '1' and <= '3' and var stage, '_', _, ..]
            ? new AttentionColumn(stage - '0', name[6..])
            : throw new InvalidDataException($"line 1: \"{name}\" is no column of theta.");

    private static AttentionPoint ParseLine(string line, int number, int columns)
    {
        string[] cells = line.Split(',');
        float[] theta = new float[columns];
        bool valid = cells.Length == columns + 2;
        for (int c = 0; valid && c < columns; c++)
            valid = float.TryParse(cells[c + 2], NumberStyles.Float, CultureInfo.InvariantCulture, out theta[c]);
        return valid && double.TryParse(cells[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double start)
            && int.TryParse(cells[1], NumberStyles.None, CultureInfo.InvariantCulture, out int label)
            ? new AttentionPoint(start, label, theta)
            : throw new InvalidDataException($"line {number}: not a window's theta.");
    }
}
