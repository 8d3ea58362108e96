using AttX.Datasets;
using AttX.Datasets.Catalogue;
using AttX.Evaluation;
using AttX.Signals;
using AttX.Signals.Features.Plain;
using AttX.Signals.Modalities;
using AttX.Testing;

namespace AttX.Tests.Evaluation;

/// <summary>The baselines on real recordings, whose protocol has the same order for all: an independent program measured the same.</summary>
public class RealBaselineTests
{
    private const double Window = 10, Hop = 5;

    [Fact]
    public void On_Stress_Predict_the_clock_knows_more_than_ten_features()
    {
        string folder = Path.Combine(RealData.Folder ?? "", "stress-predict");
        Assert.SkipUnless(Directory.Exists(folder), "No stress-predict in the folder of real recordings (ATTX_DATA, or ../shared/data).");
        IDataset dataset = DatasetCatalogue.Default.Open(folder);
        (Predictions Windows, double[][] Rows)[] people = [.. dataset.Subjects.Select(s => Person(dataset, s))];
        Predictions[] linear = [.. people.Select(p => LinearBaseline.Fit(
            [.. people.Where(q => q != p).SelectMany(q => q.Rows)],
            [.. people.Where(q => q != p).SelectMany(q => q.Windows.Items.Select(w => w.Label))], 2).Predict(p.Windows, p.Rows))];
        Predictions[] clock = [.. people.Select(p => new ClockBaseline([.. people.Where(q => q != p).Select(q => q.Windows)]).Predict(p.Windows))];

        Assert.Equal(0.70, Accuracy(linear), 0.015);
        Assert.Equal(0.89, Accuracy(clock), 0.015);
        Assert.Equal(0.65, ClockMatchedAuc.Of(linear, 1, seed: 1)!.Area, 0.015);
        Assert.InRange(ClockMatchedAuc.Of(clock, 1, seed: 1)!.Area, 0.3, 0.6);
    }

    private static (Predictions Windows, double[][] Rows) Person(IDataset dataset, string subject)
    {
        Recording recording = dataset.Read(subject, Device.Wrist, PlainFeatures.ModalitiesAmong(dataset.ModalitiesOf(Device.Wrist)));
        double seconds = recording.Channels.Min(c => c.DurationSeconds);
        double[] starts = [.. Enumerable.Range(0, (int)((seconds - Window) / Hop) + 1).Select(i => i * Hop)];
        double[] features = PlainFeatures.Of(recording, starts, Window, FeatureScale.Running);
        LabelRun[] runs = [.. recording.Labels.Runs().Where(r => dataset.Tasks[0].Uses(r.Label))];
        int rate = recording.Labels.SamplingRateHz, columns = PlainFeatures.Names.Count;
        (int Window, int Label)[] used = [.. starts.Index().SelectMany(s => runs
            .Where(r => r.Start <= s.Item * rate && (s.Item + Window) * rate <= r.End).Take(1).Select(r => (s.Index, dataset.Tasks[0].IndexOf(r.Label))))];
        return (new Predictions(subject, 2, [.. used.Select(u => new Prediction(starts[u.Window], u.Label, 0, [1, 0]))]),
            [.. used.Select(u => features[(u.Window * columns)..((u.Window + 1) * columns)])]);
    }

    private static double Accuracy(Predictions[] people) => people.Average(p => p.Items.Average(w => w.Predicted == w.Label ? 1.0 : 0));
}
