using AttX.Inference;
using AttX.Reports.Charts;
using AttX.Reports.Html;
using AttX.Reports.Tables;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Reports.Figures;

/// <summary>A recording's signals over time, a model's predictions beneath, and its labels where it has any.</summary>
internal static class PredictionFigure
{
    /// <summary>Marks drawn at most; further ones would hide the signals.</summary>
    private const int MostMarks = 200;

    /// <summary>Draws the figure.</summary>
    public static Markup Of(RecordingPrediction prediction, PredictionForm form, IReadOnlyList<Modality> modalities)
    {
        // Of two classes one is 1 less the other: one line says both.
        int[] classes = form.Classes.Count == 2 ? [form.Task.Positive] : [.. Enumerable.Range(0, form.Classes.Count)];
        string probability = classes is [int only] ? $"Probability of {form.Classes[only]}" : "Probability";
        double length = prediction.Signals.Max(s => s.DurationSeconds);
        SignalPanel[] theta = [.. Theta(prediction, form, modalities)];
        var chart = new SignalChart($"Estimates, {prediction.Recording}",
            "The signals as recorded, the probability in each window beneath, and shaded where there is no estimate.",
            0, length,
            [
                .. prediction.Signals.Select((signal, i) => Signal(signal, i)),
                new SignalPanel(Axis.Share(probability),
                    [.. classes.Select(c => Course(prediction, form, form.Classes[c], modalities.Count + c, w => w.Probabilities[c]))]),
                .. theta,
            ])
        {
            Width = 960,
            Labels = [.. Runs(prediction, w => w.Label ?? "")
                .Select(r => new LabelBand(r.First.StartSeconds, r.Last.StartSeconds + form.Spec.LengthSeconds, r.Name))],
            LabelOrder = prediction.Labels,
            Marks = [.. prediction.Events.Where(e => e.Seconds >= 0 && e.Seconds <= length).Take(MostMarks).Select(e => (e.Seconds, e.Name))],
            Shaded = [.. Runs(prediction, w => w.IsUncertain ? PredictionCsv.Uncertain : w.Class == null ? w.Flaws.Describe() : "").Select(r => Shade(r.First, r.Last, r.Name))],
        };
        return Figure.Of(chart.ToMarkup(), "Each estimate stands at its window\u2019s middle. Shaded: no estimate (the reason shows under the pointer)."
            + MarksText(prediction.Events.Count(e => e.Seconds >= 0 && e.Seconds <= length)) + theta.Length switch
            {
                0 => "",
                1 => " Theta is the first modality\u2019s share, on average, by which the attention scales it; the other\u2019s is 1 less it. " + ThetaText.NotImportance,
                _ => " Theta is each modality\u2019s share, on average, by which the attention scales it; together they are 1. " + ThetaText.NotImportance,
            });

        // A window stands for the hop about its middle, where its estimate would be drawn; the outermost for the ends too.
        LabelBand Shade(WindowEstimate first, WindowEstimate last, string reason)
        {
            double middle = form.Spec.LengthSeconds / 2, hop = (double)form.Spec.HopSamples / form.Spec.SamplingRateHz;
            return new LabelBand(first == prediction.Windows[0] ? 0 : first.StartSeconds + middle - hop / 2,
                last == prediction.Windows[^1] ? length : last.StartSeconds + middle + hop / 2, reason);
        }
    }

    private static string MarksText(int marks) => marks == 0 ? "" : marks <= MostMarks ? " Lines: the recording\u2019s event marks, named under the pointer."
        : $" Lines: the first {MostMarks} of the recording\u2019s {marks} event marks, named under the pointer.";

    /// <summary>Alternates the lowest and highest samples, so that dense signals become a band.</summary>
    private static SignalPanel Signal(SignalEnvelope envelope, int style)
    {
        double step = envelope.DurationSeconds / envelope.Minimum.Count;
        string name = envelope.Modality.Info().Label;
        ChartPoint[] points = [.. envelope.Minimum.Zip(envelope.Maximum)
            .SelectMany((m, i) => new ChartPoint[] { new(i * step, m.First), new(i * step, m.Second) })];
        Axis axis = Axis.Over(name, envelope.Modality.Info().Unit, points.Select(p => p.Y));
        return new SignalPanel(axis, [new LineSeries(name, points) { Style = style }]);
    }

    private static IEnumerable<SignalPanel> Theta(RecordingPrediction prediction, PredictionForm form, IReadOnlyList<Modality> modalities)
    {
        foreach (string branch in ThetaText.Drawn(form.Attention.Select(a => a.Branch)))
        {
            LineSeries[] lines = [.. form.Attention.Index().Where(a => a.Item.Branch == branch)
                .Select((a, i) => Course(prediction, form, $"after stage {a.Item.Stage}", modalities.Count + 2 + i, w => w.Theta[a.Index]))];
            string label = $"Theta of {ModalityNames.OfBranch(branch, modalities)}";
            yield return new SignalPanel(Axis.Over(label, null, lines.SelectMany(l => l.Points).Select(p => p.Y)), lines);
        }
    }

    private static LineSeries Course(
        RecordingPrediction prediction, PredictionForm form, string name, int style, Func<WindowEstimate, double> value)
    {
        double middle = form.Spec.LengthSeconds / 2;
        IEnumerable<ChartPoint> points = prediction.Windows
            .Select(w => new ChartPoint(w.StartSeconds + middle, w.HasEstimate ? value(w) : double.NaN));
        return new LineSeries(name, [.. points]) { Style = style };
    }

    /// <summary>Joins consecutive windows of one name; those without a name are left out.</summary>
    private static IEnumerable<(WindowEstimate First, WindowEstimate Last, string Name)> Runs(
        RecordingPrediction prediction, Func<WindowEstimate, string> nameOf)
    {
        IReadOnlyList<WindowEstimate> windows = prediction.Windows;
        for (int start = 0, end; start < windows.Count; start = end)
        {
            string name = nameOf(windows[start]);
            end = start + 1;
            while (end < windows.Count && nameOf(windows[end]) == name) end++;
            if (name.Length > 0)
                yield return (windows[start], windows[end - 1], name);
        }
    }
}
