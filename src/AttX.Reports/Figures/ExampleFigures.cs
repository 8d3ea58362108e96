using AttX.Reports.Charts;
using AttX.Reports.Html;
using AttX.Reports.Reading;
using AttX.Reports.Writing;
using AttX.Runs;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Reports.Figures;

/// <summary>The windows with a row's most confident errors, as its networks received them, on one scale per modality.</summary>
internal static class ExampleFigures
{
    /// <summary>Draws the figures; none where the folds recorded no misclassified window.</summary>
    public static Markup Of(ReportRow row, int count)
    {
        var worst = (from run in row.Scored
                     from fold in run.Folds
                     from window in Wrong(fold)
                     orderby window.TrueClassProbability
                     select (run.Seed, Fold: fold, Window: window)).DistinctBy(e => e.Fold.Subject).Take(count).ToArray();
        Dictionary<Modality, Axis> axes = worst.SelectMany(e => e.Window.Signals).GroupBy(s => s.Modality, s => s.Signal)
            .ToDictionary(m => m.Key, m => Axis.Over(m.Key.Info().Label, "SD", m.SelectMany(signal => signal).Select(v => (double)v)));
        return worst.Length == 0 ? Markup.Empty : Markup.Of($"""
            <h4>The windows it got most wrong</h4>
            <p>As the network saw them: filtered, standardised and resampled. Of each subject left out the wrongly classified window whose
            true class got the least probability; the worst subjects first. All windows of a modality share one scale.</p>
            {Markup.Join(worst.Select(e => Window(row, e.Seed, e.Fold, e.Window, axes)))}
            """);
    }

    private static IEnumerable<ExampleWindow> Wrong(ReportFold fold)
    {
        HashSet<double> wrong = [.. fold.Result.Predictions.Items.Where(p => p.Predicted != p.Label).Select(p => p.StartSeconds)];
        return fold.Files.ReadExamples(fold.Result.Predictions).Where(window => wrong.Contains(window.StartSeconds));
    }

    private static Markup Window(ReportRow row, ulong seed, ReportFold fold, ExampleWindow window, Dictionary<Modality, Axis> axes)
    {
        string truth = row.Options.Task.Classes[window.Label];
        string place = FormattableString.Invariant($"{fold.Subject}, {window.StartSeconds:0.#} s into the recording");
        return Figure.Of(new SignalChart($"Window of {place}", $"The signals of one window labelled {truth}.", 0, row.Options.WindowSeconds,
                [.. window.Signals.Select(s => Panel(s.Modality, s.Signal, axes[s.Modality], row.Options.SamplingRateHz))]).ToMarkup(),
            $"{place}: labelled {truth}, whose probability was {ReportCell.Probability(window.TrueClassProbability).Text} (seed {seed}){Verdict(fold, window)}.");
    }

    private static string Verdict(ReportFold fold, ExampleWindow window) => string.Concat(fold.Judged
        .Where(w => w.Prediction.StartSeconds == window.StartSeconds).Select(w => $"; signal quality: {w.Flaws.Describe()}"));

    /// <summary>Draws one line per axis of the modality; the axes' samples are interleaved.</summary>
    private static SignalPanel Panel(Modality modality, float[] signal, Axis y, int samplingRateHz)
    {
        IReadOnlyList<string> axes = modality.Info().Axes;
        return new SignalPanel(y, [.. axes.Select((axis, a) => LineSeries.Sampled(
            $"{y.Label} {axis}".TrimEnd(), [.. signal.Where((_, i) => i % axes.Count == a)], samplingRateHz))]);
    }
}
