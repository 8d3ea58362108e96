using AttX.Ground;
using AttX.Signals;

namespace AttX.Evaluation;

/// <summary>A subject's windows as baselines see them.</summary>
/// <param name="Windows">Times and labels; what was predicted is not used.</param>
/// <param name="Features">The ten plain features; null where there are none.</param>
public sealed record BaselineSubject(Predictions Windows, WindowFeatures? Features);

/// <summary>
/// What the clock and the linear baseline predict on a run's folds and windows, and their file:
/// <c>subject,start_s,label,clock,clock_0,clock_1[,…][,linear,linear_0,…]</c>.
/// </summary>
/// <param name="Clock">The clock's predictions for each test subject.</param>
/// <param name="Linear">Those of the linear baseline, in the same order; null where features or windows were not enough.</param>
public sealed record RunBaselines(IReadOnlyList<Predictions> Clock, IReadOnlyList<Predictions>? Linear)
{
    private static readonly string[] Fixed = ["subject", "start_s", "label"];

    /// <summary>Fits and tests both on every fold.</summary>
    /// <param name="folds">The folds.</param>
    /// <param name="subjects">Every subject of the folds.</param>
    /// <param name="note">Receives why there is no linear baseline.</param>
    public static RunBaselines Of(IReadOnlyList<Fold> folds, IReadOnlyDictionary<string, BaselineSubject> subjects, Action<string> note)
    {
        var clock = new Dictionary<string, Predictions>();
        foreach (Fold fold in folds)
        {
            var baseline = new ClockBaseline([.. fold.TrainingSubjects.Select(s => subjects[s].Windows)]);
            foreach (string test in fold.TestSubjects)
                clock[test] = baseline.Predict(subjects[test].Windows);
        }

        string[] tested = [.. subjects.Keys.Where(clock.ContainsKey)];
        return new RunBaselines([.. tested.Select(s => clock[s])], OfFeatures(folds, subjects, note) is { } linear ? [.. tested.Select(s => linear[s])] : null);
    }

    /// <summary>Writes the predictions as comma-separated text, lines ended by a line feed.</summary>
    public string ToCsv() => CsvTableWriter.TextOf(csv =>
    {
        csv.Texts(Header(Clock[0].Classes, Linear != null)).EndRow();
        foreach ((int subject, Predictions clock) in Clock.Index())
            foreach ((int window, Prediction p) in clock.Items.Index())
            {
                csv.Text(clock.Subject).Number(p.StartSeconds).Number(p.Label).Number(p.Predicted).Numbers(p.Probabilities);
                if (Linear?[subject].Items[window] is { } linear)
                    csv.Number(linear.Predicted).Numbers(linear.Probabilities);
                csv.EndRow();
            }
    });

    /// <summary>Reads what <see cref="ToCsv"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The text has another form; the message names the line.</exception>
    public static RunBaselines Parse(string csv)
    {
        CsvTable table = CsvTable.Parse(csv, "baselines", IsHeader);
        (int classes, bool linear) = FormOf(table.Header);
        IGrouping<string, CsvRow>[] subjects = [.. table.Rows.GroupBy(row => row.Cells[0])];
        IReadOnlyList<Predictions> Read(int column) => [.. subjects.Select(rows => new Predictions(rows.Key, classes, [.. rows.Select(row => ParseRow(row, column, classes))]))];
        return new RunBaselines(Read(Fixed.Length), linear ? Read(Fixed.Length + 1 + classes) : null);
    }

    private static Dictionary<string, Predictions>? OfFeatures(
        IReadOnlyList<Fold> folds, IReadOnlyDictionary<string, BaselineSubject> subjects, Action<string> note)
    {
        if (subjects.Where(s => s.Value.Features == null).Select(s => s.Key).ToArray() is { Length: > 0 } lacking)
        {
            note($"No linear baseline: it needs BVP or ECG, EDA and TEMP of everybody, which {string.Join(", ", lacking)} {(lacking.Length == 1 ? "lacks" : "lack")}.");
            return null;
        }

        Dictionary<string, double[][]> rows = subjects.ToDictionary(s => s.Key, s => RowsOf(s.Value.Features!));
        var linear = new Dictionary<string, Predictions>();
        try
        {
            foreach (Fold fold in folds)
            {
                var baseline = LinearBaseline.Fit([.. fold.TrainingSubjects.SelectMany(s => rows[s])],
                    [.. fold.TrainingSubjects.SelectMany(s => subjects[s].Windows.Items).Select(w => w.Label)], subjects[fold.TestSubjects[0]].Windows.Classes);
                foreach (string test in fold.TestSubjects)
                    linear[test] = baseline.Predict(subjects[test].Windows, rows[test]);
            }
        }
        catch (InvalidDataException e)
        {
            note($"No linear baseline: {e.Message}");
            return null;
        }

        return linear;
    }

    private static double[][] RowsOf(WindowFeatures features) => [.. Enumerable.Range(0, features.Count).Select(w => features[w].ToArray())];

    private static IEnumerable<string> Header(int classes, bool linear) =>
        [.. Fixed, .. Columns("clock", classes), .. linear ? Columns("linear", classes) : []];

    private static IEnumerable<string> Columns(string name, int classes) => [name, .. Enumerable.Range(0, classes).Select(c => $"{name}_{c}")];

    private static bool IsHeader(IReadOnlyList<string> header)
    {
        (int classes, bool linear) = FormOf(header);
        return classes > 1 && header.SequenceEqual(Header(classes, linear));
    }

    private static (int Classes, bool Linear) FormOf(IReadOnlyList<string> header) => header.Contains("linear")
        ? ((header.Count - Fixed.Length - 2) / 2, true) : (header.Count - Fixed.Length - 1, false);

    private static Prediction ParseRow(CsvRow row, int column, int classes) =>
        row.TryNumber(1, out double start) && row.TryIndex(2, classes, out int label) && row.TryIndex(column, classes, out int predicted)
            && row.SinglesFrom(column + 1, classes) is { } probabilities
            ? new Prediction(start, label, predicted, probabilities) : throw row.Error("not a prediction");
}
