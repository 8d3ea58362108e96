using AttX.Ground;

namespace AttX.Evaluation;

/// <summary>Identifies the theta that a column shows.</summary>
/// <param name="Stage">The stage (1 to 3) after which the branches are connected.</param>
/// <param name="Branch">The name of the branch whose representation it weighs: "ecg".</param>
public sealed record AttentionColumn(int Stage, string Branch)
{
    /// <summary>The modality of the branch, where it is named in its stead: "bvp" in the branch of "ecg"; null where the branch is named.</summary>
    public string? Modality { get; init; }

    /// <summary>Name in files: "attx1_ecg".</summary>
    public string Name => $"attx{Stage}_{Modality ?? Branch}";
}

/// <summary>A network's attention in one window.</summary>
/// <param name="StartSeconds">Start of the window.</param>
/// <param name="Label">True class index.</param>
/// <param name="Theta">Mean over channels and time, one per column.</param>
public sealed record AttentionPoint(double StartSeconds, int Label, IReadOnlyList<float> Theta);

/// <summary>
/// The course of one subject's attention over time, and its file: <c>start_s,label,attx1_ecg,attx1_eda,…</c>. All numbers parse back
/// to the same bits.
/// </summary>
/// <param name="Columns">The branches of each connection in turn.</param>
/// <param name="Rows">One per window, in order of time.</param>
public sealed record AttentionCourse(IReadOnlyList<AttentionColumn> Columns, IReadOnlyList<AttentionPoint> Rows)
{
    private static readonly string[] Fixed = ["start_s", "label"];

    /// <summary>Writes the course as comma-separated text, lines ended by a line feed.</summary>
    public string ToCsv() => CsvTableWriter.TextOf(csv =>
    {
        csv.Texts(Fixed).Texts(Columns.Select(c => c.Name)).EndRow();
        foreach (AttentionPoint row in Rows)
            csv.Number(row.StartSeconds).Number(row.Label).Numbers(row.Theta).EndRow();
    });

    /// <summary>Reads what <see cref="ToCsv"/> wrote.</summary>
    /// <param name="csv">The text.</param>
    /// <param name="predictions">The subject's predictions, whose windows these are.</param>
    /// <exception cref="InvalidDataException">The text has another form, or is of other windows; the message names the line.</exception>
    public static AttentionCourse Parse(string csv, Predictions predictions)
    {
        CsvTable table = CsvTable.Parse(
            csv, "a course of attention", header => header.Count > Fixed.Length && header.Take(Fixed.Length).SequenceEqual(Fixed));
        var read = new AttentionCourse([.. table.Header.Skip(Fixed.Length).Select(ParseColumn)], [.. table.Rows.Zip(predictions.Items, ParseRow)]);
        return table.Rows.Count == predictions.Items.Count ? read
            : throw new InvalidDataException($"line {table.Rows.Count + 2}: {table.Rows.Count} windows, where {predictions.Items.Count} were predicted.");
    }

    private static AttentionColumn ParseColumn(string name) =>
        name is ['a', 't', 't', 'x', >= '1' and <= '3' and var stage, '_', _, ..]
            ? new AttentionColumn(stage - '0', name[6..])
            : throw new InvalidDataException($"line 1: \"{name}\" is no column of theta.");

    private static AttentionPoint ParseRow(CsvRow row, Prediction window) =>
        row.TryNumber(0, out double start) && start == window.StartSeconds && row.TryIndex(1, window.Probabilities.Count, out int label) && label == window.Label && row.SinglesFrom(Fixed.Length) is { } theta
            ? new AttentionPoint(start, label, theta) : throw row.Error("not the theta of a window that was predicted");
}
