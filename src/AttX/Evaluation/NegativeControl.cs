using System.Globalization;
using AttX.Ground;
using AttX.Signals;

namespace AttX.Evaluation;

/// <summary>What a model calls the windows of one label that it was not trained on.</summary>
/// <param name="Label">The label; empty for time without a label.</param>
/// <param name="Windows">Number of windows.</param>
/// <param name="Estimates">Number of those with an estimate: the others have a flaw.</param>
/// <param name="Positive">Number of estimates of the positive class.</param>
/// <param name="Alarms">Number of runs of such estimates.</param>
/// <param name="Hours">Time that the estimates stand for.</param>
public sealed record ControlRow(string Label, int Windows, int Estimates, int Positive, int Alarms, double Hours);

/// <summary>
/// A negative control: what a model makes of a test subject's time that no model was trained on, and its file:
/// <c>label,windows,estimates,positive,alarms,hours</c>, a line per label.
/// </summary>
/// <param name="Rows">One per label.</param>
public sealed record NegativeControl(IReadOnlyList<ControlRow> Rows)
{
    private static readonly string[] Header = ["label", "windows", "estimates", "positive", "alarms", "hours"];

    /// <summary>Predicts the windows; null where none has an estimate.</summary>
    /// <param name="predictor">The model's predictor.</param>
    /// <param name="windows">Windows without a label of the task, prepared as the model requires.</param>
    /// <param name="task">The task.</param>
    public static NegativeControl? Of(IWindowPredictor predictor, WindowSet windows, ClassificationTask task)
    {
        int?[] classes = [.. Enumerable.Range(0, windows.Count).Select(w => Predict(predictor, windows, w))];
        bool[] begins = Alarms(windows, [.. classes.Select(c => c == task.Positive)]);
        double hours = (double)windows.Spec.HopSamples / windows.Spec.SamplingRateHz / 3600;
        ControlRow[] rows = [.. Enumerable.Range(0, windows.Count).GroupBy(w => windows.Windows[w].Label ?? "").OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new ControlRow(g.Key, g.Count(), g.Count(w => classes[w] != null), g.Count(w => classes[w] == task.Positive), g.Count(w => begins[w]),
                hours * g.Count(w => classes[w] != null)))];
        return rows.Any(row => row.Estimates > 0) ? new NegativeControl(rows) : null;
    }

    /// <summary>Adds up several subjects'; null if there are none.</summary>
    public static NegativeControl? Pool(IEnumerable<NegativeControl?> subjects)
    {
        ControlRow[] rows = [.. subjects.SelectMany(s => s?.Rows ?? []).GroupBy(row => row.Label).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g =>
            new ControlRow(g.Key, g.Sum(r => r.Windows), g.Sum(r => r.Estimates), g.Sum(r => r.Positive), g.Sum(r => r.Alarms), g.Sum(r => r.Hours)))];
        return rows.Length == 0 ? null : new NegativeControl(rows);
    }

    /// <summary>Returns a sentence: "Never trained on: meditation: 10.0 % of 140 windows called stress, 3.1 alarms per hour; …".</summary>
    /// <param name="positive">The positive class.</param>
    public string Describe(string positive) => "Never trained on: " + string.Join("; ", Rows.Where(row => row.Estimates > 0).Select(row => string.Create(
        CultureInfo.InvariantCulture,
        $"{NameOf(row)}: {100.0 * row.Positive / row.Estimates:0.0} % of {row.Estimates} windows called {positive}, {row.Alarms / row.Hours:0.0} alarms per hour"))) + ".";

    /// <summary>Returns a row's label for readers.</summary>
    public static string NameOf(ControlRow row) => row.Label.Length == 0 ? "no label" : row.Label;

    /// <summary>Writes the rows as comma-separated text, lines ended by a line feed.</summary>
    public string ToCsv() => CsvTableWriter.TextOf(csv =>
    {
        csv.Texts(Header).EndRow();
        foreach (ControlRow row in Rows)
            csv.Text(row.Label).Number(row.Windows).Number(row.Estimates).Number(row.Positive).Number(row.Alarms).Number(row.Hours).EndRow();
    });

    /// <summary>Reads what <see cref="ToCsv"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The text has another form; the message names the line.</exception>
    public static NegativeControl Parse(string csv) =>
        new([.. CsvTable.Parse(csv, "a negative control", header => header.SequenceEqual(Header)).Rows.Select(ParseRow)]);

    private static ControlRow ParseRow(CsvRow row) =>
        row.TryIndex(1, int.MaxValue, out int windows) && row.TryIndex(2, windows + 1, out int estimates) && row.TryIndex(3, estimates + 1, out int positive)
            && row.TryIndex(4, positive + 1, out int alarms) && row.TryNumber(5, out double hours) && hours > 0 == estimates > 0
            ? new ControlRow(row.Cells[0], windows, estimates, positive, alarms, hours) : throw row.Error("not counts of a label's windows");

    /// <summary>Returns where runs of positive windows begin.</summary>
    private static bool[] Alarms(WindowSet windows, bool[] isPositive)
    {
        var alarm = new AlarmCourse();
        bool[] begins = new bool[isPositive.Length];
        for (int w = 0; w < begins.Length; w++)
        {
            if (w > 0 && windows.Windows[w].StartSample - windows.Windows[w - 1].StartSample > windows.Spec.HopSamples)
                alarm.Next(raises: false, ends: true);
            begins[w] = alarm.Next(isPositive[w], !isPositive[w]);
        }

        return begins;
    }

    /// <summary>Predicts a window; null where it has a flaw, or signals beyond all measure.</summary>
    private static int? Predict(IWindowPredictor predictor, WindowSet windows, int window)
    {
        if (windows.Quality is { } quality && quality[window] != QualityFlags.None)
            return null;
        try
        {
            return predictor.Predict(windows, window).Class;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
