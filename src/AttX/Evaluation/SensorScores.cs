using AttX.Ground;
using AttX.Signals;

namespace AttX.Evaluation;

/// <summary>Predictions for one subject from some of the sensors.</summary>
/// <param name="Sensors">The sensors: "bvp+eda".</param>
/// <param name="Confusion">The subject's windows, true class by predicted class.</param>
public sealed record SensorScore(string Sensors, ConfusionMatrix Confusion);

/// <summary>
/// How a model that can miss sensors scores on one subject where only some are there, and its file: <c>sensors,label,prediction,windows</c>,
/// a line for each pair of classes.
/// </summary>
/// <param name="Rows">One per set of sensors.</param>
public sealed record SensorScores(IReadOnlyList<SensorScore> Rows)
{
    private static readonly string[] Header = ["sensors", "label", "prediction", "windows"];

    /// <summary>Scores predictors that see only some of the sensors; null if there are none.</summary>
    /// <param name="predictors">The predictors, each with the sensors that it sees.</param>
    /// <param name="windows">The subject's windows, prepared as the model requires.</param>
    /// <param name="task">Maps each window's label to a class.</param>
    public static SensorScores? Of(IEnumerable<(string Sensors, IWindowPredictor Predictor)> predictors, WindowSet windows, ClassificationTask task)
    {
        SensorScore[] rows = [.. predictors.Select(p => new SensorScore(p.Sensors, SubjectPrediction.Of(p.Predictor, windows, task).Predictions.Confusion()))];
        return rows.Length == 0 ? null : new SensorScores(rows);
    }

    /// <summary>Writes the scores as comma-separated text, lines ended by a line feed.</summary>
    public string ToCsv() => CsvTableWriter.TextOf(csv =>
    {
        csv.Texts(Header).EndRow();
        foreach (SensorScore row in Rows)
            for (int truth = 0; truth < row.Confusion.Classes; truth++)
                for (int predicted = 0; predicted < row.Confusion.Classes; predicted++)
                    csv.Text(row.Sensors).Number(truth).Number(predicted).Number(row.Confusion[truth, predicted]).EndRow();
    });

    /// <summary>Reads what <see cref="ToCsv"/> wrote.</summary>
    /// <param name="csv">The text.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="windows">Number of the subject's windows.</param>
    /// <exception cref="InvalidDataException">The text has another form, or counts other windows; the message names the line.</exception>
    public static SensorScores Parse(string csv, int classes, int windows)
    {
        CsvTable table = CsvTable.Parse(csv, "scores by sensors", header => header.SequenceEqual(Header));
        return new SensorScores([.. table.Rows.GroupBy(row => row.Cells[0]).Select(group => ParseSet(group.Key, [.. group], classes, windows))]);
    }

    private static SensorScore ParseSet(string sensors, CsvRow[] rows, int classes, int windows)
    {
        var pairs = new List<(int Truth, int Predicted)>();
        foreach (CsvRow row in rows)
            if (row.TryIndex(1, classes, out int truth) && row.TryIndex(2, classes, out int predicted) && row.TryIndex(3, windows - pairs.Count + 1, out int count))
                pairs.AddRange(Enumerable.Repeat((truth, predicted), count));
            else
                throw row.Error($"not a count of the {windows} windows by {classes} classes");
        return pairs.Count == windows ? new SensorScore(sensors, ConfusionMatrix.Of(pairs, classes))
            : throw rows[^1].Error($"{sensors} has {pairs.Count} windows, not {windows}");
    }
}
