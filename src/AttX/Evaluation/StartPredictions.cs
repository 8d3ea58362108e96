using AttX.Ground;
using AttX.Signals;

namespace AttX.Evaluation;

/// <summary>Predictions for one subject as if the session had begun with a condition.</summary>
/// <param name="Condition">The label that the condition bears.</param>
/// <param name="StartSecond">The second of the recording in which its first window begins.</param>
/// <param name="Items">The windows from there on, those too early to be estimated left out; at least one.</param>
public sealed record ConditionStart(string Condition, int StartSecond, IReadOnlyList<Prediction> Items);

/// <summary>
/// One subject's predictions with sessions that begin at the start of each condition, and their file:
/// <c>condition,start_s,window_s,label,prediction,p_0,p_1[,p_2]</c>, numbers as in <see cref="Predictions"/>.
/// </summary>
/// <param name="Starts">One per condition, in order of time; conditions without a window to estimate are left out.</param>
public sealed record StartPredictions(IReadOnlyList<ConditionStart> Starts)
{
    private static readonly string[] Fixed = ["condition", "start_s", "window_s", "label", "prediction"];

    /// <summary>Predicts a subject's windows from each start on; null for a model to which it does not matter when a session begins.</summary>
    /// <param name="windows">The windows, not standardised yet.</param>
    /// <param name="settleSeconds">Seconds from a session's start without estimates.</param>
    /// <param name="task">Maps each window's label to a class.</param>
    /// <param name="prepare">Prepares the windows as if the session had begun at a second; null where it does not matter.</param>
    /// <param name="predictor">The model's predictor.</param>
    public static StartPredictions? Of(
        WindowSet windows, double settleSeconds, ClassificationTask task, Func<int, WindowSet?> prepare, IWindowPredictor predictor)
    {
        var starts = new List<ConditionStart>();
        foreach (string condition in windows.Windows.Select(w => w.Label).OfType<string>().Distinct())
        {
            int first = windows.Windows.Index().First(w => w.Item.Label == condition).Index, second = (int)windows.StartSeconds(first);
            if (prepare(second) is not { } prepared)
                return null;
            Prediction[] items = [.. Enumerable.Range(first, windows.Count - first)
                .Where(w => windows.StartSeconds(w) >= second + settleSeconds).Select(w => Predict(predictor, prepared, w, task))];
            if (items.Length > 0)
                starts.Add(new ConditionStart(condition, second, items));
        }

        return new StartPredictions(starts);
    }

    /// <summary>Writes the predictions as comma-separated text, lines ended by a line feed.</summary>
    /// <param name="classes">Number of classes.</param>
    public string ToCsv(int classes) => CsvTableWriter.TextOf(csv =>
    {
        csv.Texts(Header(classes)).EndRow();
        foreach (ConditionStart start in Starts)
            foreach (Prediction p in start.Items)
                csv.Text(start.Condition).Number(start.StartSecond).Number(p.StartSeconds).Number(p.Label).Number(p.Predicted)
                    .Numbers(p.Probabilities).EndRow();
    });

    /// <summary>Reads what <see cref="ToCsv"/> wrote.</summary>
    /// <param name="csv">The text.</param>
    /// <param name="predictions">The subject's predictions from the recording's start, whose last windows these are.</param>
    /// <exception cref="InvalidDataException">The text has another form, or is of other windows; the message names the line.</exception>
    public static StartPredictions Parse(string csv, Predictions predictions)
    {
        CsvTable table = CsvTable.Parse(csv, "predictions from other starts", header => header.SequenceEqual(Header(predictions.Classes)));
        return new StartPredictions([.. table.Rows.GroupBy(row => row.Cells[0]).Select(group => ParseStart(group.Key, [.. group], predictions))]);
    }

    private static string[] Header(int classes) => [.. Fixed, .. Enumerable.Range(0, classes).Select(c => $"p_{c}")];

    private static Prediction Predict(IWindowPredictor predictor, WindowSet windows, int window, ClassificationTask task)
    {
        (int predicted, float[] probabilities) = predictor.Predict(windows, window);
        return new Prediction(windows.StartSeconds(window), task.IndexOf(windows.Windows[window].Label), predicted, probabilities);
    }

    private static ConditionStart ParseStart(string condition, CsvRow[] rows, Predictions predictions)
    {
        if (rows.Length > predictions.Items.Count)
            throw rows[^1].Error($"{condition} has {rows.Length} windows, and the recording {predictions.Items.Count}");
        if (!rows[0].TryIndex(1, (int)predictions.Items[^rows.Length].StartSeconds + 1, out int second))
            throw rows[0].Error("not a second up to its window's start");
        return new ConditionStart(condition, second, [.. rows.Zip(predictions.Items.TakeLast(rows.Length), (row, window) => ParseRow(row, second, window))]);
    }

    private static Prediction ParseRow(CsvRow row, int second, Prediction window) =>
        row.TryNumber(1, out double start) && start == second && row.TryNumber(2, out double at) && at == window.StartSeconds
            && row.TryIndex(3, window.Probabilities.Count, out int label) && label == window.Label
            && row.TryIndex(4, window.Probabilities.Count, out int predicted) && row.SinglesFrom(Fixed.Length, window.Probabilities.Count) is { } probabilities
            ? new Prediction(at, label, predicted, probabilities) : throw row.Error("not a prediction of a window of this recording");
}
