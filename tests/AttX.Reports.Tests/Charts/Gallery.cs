using System.Globalization;
using AttX.Reports.Charts;

namespace AttX.Reports.Tests.Charts;

/// <summary>One realistic chart of each kind, and a difficult variant of each: many rows, long names, gaps, markup in names.</summary>
internal static class Gallery
{
    public const string Hostile = "<script>alert(\"S'1\")</script> & co";

    private static readonly string[] Classes = ["baseline", "stress", "amusement"];

    public static IReadOnlyDictionary<string, Chart> Charts { get; } = new Dictionary<string, Chart>
    {
        ["learning curves"] = LearningCurves(),
        ["roc"] = Roc(),
        ["sweep with markers and gaps"] = Sweep(),
        ["dots"] = Dots(5, 15, "Configuration"),
        ["many dots, long names"] = Dots(25, 15, "A configuration with a name that is far too long for its column, number"),
        ["heat map"] = Heat(8, 6, "S"),
        ["dense heat map"] = Heat(15, 30, "ablation without attention "),
        ["confusion"] = new ConfusionChart("Confusion", "Of stress windows 90 % are found.", Classes, new long[,] { { 1700, 120, 40 }, { 60, 880, 30 }, { 210, 40, 300 } }),
        ["confusion, hostile names"] = new ConfusionChart(Hostile, Hostile, [Hostile, "no windows", "c"], new long[,] { { 1, 2, 3 }, { 0, 0, 0 }, { 0, 9, 1 } }),
        ["reliability"] = Reliability(),
        ["window"] = Window(),
        ["recording"] = Recording(),
        ["courses"] = new CourseChart("Probability of stress", "It rises in stress.", "Time", Classes, 1, [.. Enumerable.Range(2, 3).Select(s => new CourseRow(s == 4 ? Hostile : $"S{s}",
            [.. Enumerable.Range(0, 300).Select(i => new ChartPoint(10 * i, i is > 90 and < 120 ? double.NaN : 0.5 + (0.4 * Math.Sin((i / 40.0) + s))))],
            [new(0, 900, "baseline"), new(1200, 2000, "stress"), new(2100, 3000, "amusement")]))]),
        ["bars"] = Bars(3),
        ["dense bars"] = Bars(9),
    };

    public static string Page() => $"""
        <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Gallery</title>
        <meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
        <style>{ChartStyle.Css} body {"{ background: var(--chart-paper); color: var(--chart-ink); font: 14px system-ui; margin: 12px; max-width: 760px; }"}</style></head><body>
        {string.Concat(Charts.Select(c => $"<figure style=\"margin: 0 0 28px\"><div class=\"chart-frame\">{c.Value.ToSvg()}</div><figcaption>{c.Key}</figcaption></figure>\n"))}
        </body></html>
        """;

    private static LineChart LearningCurves()
    {
        Random random = new(1);
        ChartPoint[] Curve(double end, double noise) =>
            [.. Enumerable.Range(1, 60).Select(e => new ChartPoint(e, end + (1.1 - end) * Math.Exp(-e / 12.0) + noise * (random.NextDouble() - 0.5)))];
        IEnumerable<LineSeries> folds = Enumerable.Range(2, 15).Select(s =>
            new LineSeries("S" + s.ToString(CultureInfo.InvariantCulture), Curve(0.15 + 0.3 * random.NextDouble(), 0.1)) { Group = "one fold, training", Muted = true, Style = 0 });
        return new("Learning curves", "The mean loss falls from 1.1 to 0.3.", new("Epoch", null, 0, 60), new("Loss", null, 0, 1.2),
            [.. folds, new("training, mean", Curve(0.28, 0)) { Style = 0 }, new("validation, mean", Curve(0.42, 0.03)) { Style = 1 }]);
    }

    private static LineChart Roc() => new("ROC", "Stress is found best.", Axis.Share("False positive rate"), Axis.Share("True positive rate"),
        [.. Classes.Select((name, c) => new LineSeries($"{name} (AUC 0.9{3 - c})", [.. Enumerable.Range(0, 41).Select(i => new ChartPoint(i / 40.0, Math.Pow(i / 40.0, 0.15 + 0.1 * c)))]) { Step = true })])
    { Diagonal = "chance", PlotHeight = null, Width = 460 };

    private static LineChart Sweep() => new("Sweep", "Accuracy peaks at 30 s.", new("Window length", "s", 0, 60), Axis.Share("Accuracy", 0.5, 1),
        [
            new("ECG", [new(5, 0.62), new(10, 0.71), new(20, double.NaN), new(30, 0.78), new(45, 0.8), new(60, 0.79)]) { Markers = true },
            new("EDA", [new(5, 0.7), new(10, 0.74), new(20, 0.8), new(30, 0.82), new(45, 0.81), new(60, 0.8)]) { Markers = true },
            new(Hostile, [new(5, 0.75), new(10, 0.82), new(20, 0.86), new(30, 0.9), new(45, 0.88), new(60, 0.87)]) { Markers = true },
            new("late", [new(5, double.NaN), new(10, double.NaN), new(30, 0.66)]),
        ])
    { Level = new(0.53, "majority class") };

    private static DotPlot Dots(int rows, int subjects, string name)
    {
        Random random = new(2);
        return new("Accuracy by configuration", "Attention beats its rivals.", Axis.Share("Accuracy", 0.3), [.. Enumerable.Range(1, rows).Select(r =>
        {
            Dot[] dots = [.. Enumerable.Range(2, subjects).Select(s => new Dot("S" + s.ToString(CultureInfo.InvariantCulture), 0.4 + 0.013 * r + 0.25 * random.NextDouble()))];
            double mean = dots.Average(d => d.Value);
            return new DotRow($"{name} {r}", r == 3 ? [] : dots)
            {
                Mean = r == 3 ? double.NaN : mean, Low = r == 3 ? double.NaN : mean - 0.04, High = mean + 0.04, Reference = r % 3 == 1 ? mean + 0.05 : double.NaN,
            };
        })])
        { MeanLabel = "mean and 95 % interval", Baseline = new(0.53, "majority class") };
    }

    private static HeatMap Heat(int rows, int columns, string prefix)
    {
        double[,] values = new double[rows, columns];
        for (int r = 0; r < rows; r++)
            for (int c = 0; c < columns; c++)
                values[r, c] = (r + c) % 7 == 6 ? double.NaN : 0.4 + 0.6 * (r * columns + c) / (rows * columns);
        return new("Accuracy by subject and condition", "Some are harder.", "Subject", [.. Enumerable.Range(2, rows).Select(i => $"S{i}")],
            "Condition", [.. Enumerable.Range(1, columns).Select(i => $"{prefix}{i}")], values, Axis.Share("Accuracy", 0.4));
    }

    private static ReliabilityChart Reliability() => new("Reliability", "Overconfident above 0.7.",
        [.. Enumerable.Range(0, 10).Select(i => new ReliabilityBin(i / 10.0, (i + 1) / 10.0, i / 10.0 + 0.06, Math.Pow(i / 10.0 + 0.06, 1.3), i < 3 ? 0 : i * i * i))])
    { Width = 460 };

    private static SignalChart Window()
    {
        float[] ecg = [.. Enumerable.Range(0, 7000).Select(i => (float)(Math.Exp(-Math.Pow(i % 560 - 200, 2) / 60.0) + 0.05 * Math.Sin(i / 90.0)))];
        float[] eda = [.. Enumerable.Range(0, 40).Select(i => (float)(2.1 + 0.3 * Math.Exp(-Math.Pow(i - 18, 2) / 60.0)))];
        return new("A window of 10 s", "Eleven beats and one skin conductance response.", 0, 10,
        [
            new(Axis.Over("ECG", "mV", ecg.Select(v => (double)v)), [LineSeries.Sampled("ECG", ecg, 700)]),
            new(Axis.Over("EDA", "µS", eda.Select(v => (double)v)), [LineSeries.Sampled("EDA", eda, 4)]),
        ]);
    }

    private static SignalChart Recording()
    {
        Random random = new(3);
        LineSeries Attention(string name, double phase) =>
            new(name, [.. Enumerable.Range(0, 5400).Select(s => new ChartPoint(s, s is > 2000 and < 2200 ? double.NaN : 0.5 + 0.3 * Math.Sin(s / 600.0 + phase) + 0.1 * random.NextDouble()))]);
        string[] rest = ["undefined", "fun"];
        return new("Attention over a recording", "Attention turns to EDA in stress.", 0, 5400,
        [
            new(Axis.Share("Attention"), [Attention("ECG", 0), Attention("EDA", 3)]),
            new(new("Heart rate", "1/min", 50, 120), [new("heart rate", [.. Enumerable.Range(0, 540).Select(i => new ChartPoint(10 * i, 75 + 20 * Math.Sin(i / 50.0) + 5 * random.NextDouble()))])]),
        ])
        {
            Labels = [new(0, 300, "transient"), new(300, 1500, "baseline"), new(1500, 1560, "transient"), new(1560, 2300, "stress"), new(2300, 2400, "transient"),
                new(2400, 2900, "amusement"), new(2900, 3300, "transient"), new(3300, 3900, "meditation"), .. rest.Select((n, i) => new LabelBand(3900 + 40 * i, 3940 + 40 * i, n))],
            LabelTitle = "Protocol",
        };
    }

    private static BarChart Bars(int groups) => new("Mean attention", "EDA leads in stress.", "Stage and class",
        [.. Enumerable.Range(0, groups).Select(g => Classes[g % 3])], new("Mean θ", null, 0, 1),
        [.. new[] { "ECG", "EDA", "respiration", "temperature" }.Select((m, s) => new BarSeries(m, [.. Enumerable.Range(0, groups).Select(g => g == 1 && s == 2 ? double.NaN : (g * 7 + s * 3) % 10 / 10.0 + 0.06)]))])
    { Sections = groups == 9 ? [("stage 1", 3), ("stage 2", 3), ("stage 3", 3)] : [] };
}
