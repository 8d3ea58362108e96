using AttX.Reports.Charts;
using AttX.Reports.Html;
using AttX.Reports.Page;
using AttX.Reports.Reading;
using AttX.Reports.Tables;
using AttX.Runs;
using AttX.Signals.Modalities;
using AttX.Signals;
using AttX.Signals.Quality;

namespace AttX.Reports.Figures;

/// <summary>The windows that a row's networks got most wrong, as they saw them.</summary>
internal static class ExampleFigures
{
    /// <summary>The figures; nothing where the folds recorded no window that was classified wrongly.</summary>
    public static Markup Of(ReportRow row, int count)
    {
        var worst = (from run in row.Scored
                     from fold in run.Folds
                     from window in Wrong(fold)
                     orderby window.TrueClassProbability
                     select (run.Seed, Fold: fold, Window: window)).DistinctBy(e => e.Fold.Subject).Take(count).ToArray();
        return worst.Length == 0 ? Markup.Empty : Markup.Of($"""
            <h4>The windows it got most wrong</h4>
            <p>As the network saw them: filtered, standardised and resampled. Of each subject left out the wrongly classified window whose
            true class got the least probability; the worst subjects first.</p>
            {Markup.Join(worst.Select(e => Window(row, e.Seed, e.Fold, e.Window)))}
            """);
    }

    private static IEnumerable<ExampleWindow> Wrong(ReportFold fold)
    {
        HashSet<double> wrong = [.. fold.Result.Predictions.Items.Where(p => p.Predicted != p.Label).Select(p => p.StartSeconds)];
        return fold.Files.ReadExamples().Where(window => wrong.Contains(window.StartSeconds));
    }

    private static Markup Window(ReportRow row, ulong seed, ReportFold fold, ExampleWindow window)
    {
        string truth = row.Options.Task.Classes[window.Label];
        string place = FormattableString.Invariant($"{fold.Subject}, {window.StartSeconds:0.#} s into the recording");
        return Figure.Of(new SignalChart($"Window of {place}", $"The signals of one window labelled {truth}.", 0, row.Options.WindowSeconds,
                [.. window.Signals.Select(s => Panel(s.Modality, s.Signal, row.Options.SamplingRateHz))]),
            $"{place}: labelled {truth}, whose probability was {ReportCell.Probability(window.TrueClassProbability).Text} (seed {seed}){Verdict(fold, window)}.");
    }

    private static string Verdict(ReportFold fold, ExampleWindow window) => string.Concat(fold.Judged
        .Where(w => w.Prediction.StartSeconds == window.StartSeconds).Select(w => $"; signal quality: {w.Flaws.Describe()}"));

    private static SignalPanel Panel(Modality modality, float[] signal, int samplingRateHz)
    {
        LineSeries line = LineSeries.Sampled(PaperSetting.NameOf(modality), signal, samplingRateHz);
        return new SignalPanel(Axis.Over(line.Name, "SD", line.Points.Select(p => p.Y)), [line]);
    }
}
