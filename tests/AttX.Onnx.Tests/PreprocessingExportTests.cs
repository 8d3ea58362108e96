using AttX.Datasets;
using AttX.Datasets.Catalogue;
using AttX.Datasets.Synthetic;
using AttX.Ground;
using AttX.ModelFiles;
using AttX.Onnx.Tests.Runtimes;
using AttX.Options;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Testing;
using AttX.Training;

namespace AttX.Onnx.Tests;

/// <summary>Compares the exported preprocessing in ONNX Runtime with ours, on raw recordings.</summary>
public class PreprocessingExportTests
{
    private const double ProbabilityTolerance = 1e-5;

    /// <summary>Tolerance of statistics in double precision.</summary>
    private const double StatisticsTolerance = 1e-9;

    [Theory]
    [InlineData("default")]
    [InlineData("train")]
    [InlineData("ecg")]
    [InlineData("eda")]
    [InlineData("wrist")]
    [InlineData("three branches")]
    [InlineData("four branches")]
    public void ONNX_Runtime_matches_our_probabilities_on_a_raw_recording(string variant)
    {
        TrainedModel model = Variant.Create(variant);
        Recording recording = Synthetic(model.Metadata.Options);
        WindowSet windows = new Preprocessor(model.Metadata.Options.Preprocessing()).Process(recording);
        bool train = model.Metadata.Statistics != null;
        Predictor predictor = new(model.Network, windows.Spec.WindowSamples);
        float[] expected = predictor.Predict(new LabelledWindows(
            [train ? new Normaliser(Normalisation.Train, double.PositiveInfinity, model.Metadata.Statistics!).Apply(windows) : windows], model.Metadata.Options.Preprocessing().Task));
        var feeds = Feeds(model, recording, double.NaN, double.NaN);
        var result = OnnxRuntime.Run(Variant.Export(model, [.. recording.Channels.Select(c => c.SamplingRateHz)]), [feeds])[0];

        Assert.True(windows.Count > 10);
        Assert.Equal([windows.Count, 2], result["probabilities"].Shape);
        Assert.Contains(expected, p => p is > 0.02f and < 0.98f);
        Tolerance.Absolute("probabilities", [.. result["probabilities"].Data.Select(v => (float)v)],
            [.. expected.Select(v => (double)v)], ProbabilityTolerance);
        Assert.Equal(windows.Windows.Select((_, i) => windows.StartSeconds(i)), result["start_seconds"].Data);
        string[] signals = [.. windows.Modalities.Select(m => m.Info()).SelectMany(m => m.Axes.Select(axis => axis.Length == 0 ? m.Name : $"{m.Name}.{axis}"))];
        for (int i = 0; i < signals.Length && !train; i++)
        {
            double[] statistics = result[$"{signals[i]}.statistics"].Data;
            Assert.Equal(windows.Statistics[i].StandardDeviation, statistics[1], StatisticsTolerance * statistics[1]);
            Assert.Equal(windows.Statistics[i].Mean, statistics[0], StatisticsTolerance * statistics[1]);
        }
    }

    [Fact]
    public void A_given_mean_and_deviation_replace_the_signals_own()
    {
        TrainedModel model = Variant.Create("eda");
        Recording recording = Synthetic(model.Metadata.Options);
        byte[] exported = Variant.Export(model, [700]);
        var results = OnnxRuntime.Run(exported, [Feeds(model, recording, double.NaN, double.NaN), Feeds(model, recording, 3, 0.5)]);
        Assert.Equal([3, 0.5], results[1]["eda.statistics"].Data);
        Assert.NotEqual(results[0]["probabilities"].Data, results[1]["probabilities"].Data);

        double[] own = results[0]["eda.statistics"].Data;
        var again = OnnxRuntime.Run(exported, [Feeds(model, recording, own[0], own[1])]);
        Assert.Equal(results[0]["probabilities"].Data, again[0]["probabilities"].Data);
    }

    [Fact]
    public void One_row_of_presence_stands_for_all_windows_of_a_raw_recording()
    {
        TrainedModel model = Variant.Create("missing");
        Recording recording = Synthetic(model.Metadata.Options);
        WindowSet windows = new Preprocessor(model.Metadata.Options.Preprocessing()).Process(recording);
        var predictor = new EnsemblePredictor(new Ensemble([model])) { Hidden = [1] };
        var feeds = new Dictionary<string, Value>(Feeds(model, recording, double.NaN, double.NaN)) { ["present"] = new([1, 2], [1, 0]) };
        var result = OnnxRuntime.Run(Variant.Export(model, [.. recording.Channels.Select(c => c.SamplingRateHz)]), [feeds])[0];
        Tolerance.Absolute("probabilities", [.. result["probabilities"].Data.Select(v => (float)v)],
            [.. Enumerable.Range(0, windows.Count).SelectMany(w => predictor.Predict(windows, w).Probabilities).Select(p => (double)p)], ProbabilityTolerance);
    }

    [Fact]
    public void The_checker_accepts_the_preprocessing()
    {
        var declared = OnnxChecker.Check([
            Variant.Export(Variant.Create("default"), [700, 700]),
            Variant.Export(Variant.Create("train"), [256, 100]),
            Variant.Export(Variant.Create("wrist"), [64, 4]),
        ]);
        string[] Inputs(int model) => [.. declared[model].GetProperty("inputs").EnumerateObject().Select(i => i.Name)];
        Assert.Equal(["ecg_raw", "ecg_mean", "ecg_std", "eda_raw", "eda_mean", "eda_std"], Inputs(0));
        Assert.Equal(["ecg_raw", "eda_raw"], Inputs(1));
        Assert.Equal("256,100", declared[1].GetProperty("metadata").GetProperty("attx.nativeRatesHz").GetString());
        Assert.Equal("""["N", 2]""", declared[0].GetProperty("outputs").GetProperty("probabilities").GetRawText());
    }

    [Theory]
    [InlineData("default", "one rate an input", 700)]
    [InlineData("default", "more than 30 Hz", 30, 700)]
    [InlineData("default", "at least 1 Hz", 700, 0)]
    public void Rates_that_do_not_fit_are_refused(string variant, string problem, params int[] rates) =>
        Assert.Contains(problem, Assert.Throws<OptionsException>(() => Variant.Export(Variant.Create(variant), rates)).Message, StringComparison.Ordinal);

    private static Dictionary<string, Value> Feeds(TrainedModel model, Recording recording, double mean, double deviation)
    {
        Dictionary<string, Value> feeds = [];
        foreach ((string input, Channel channel) in model.Metadata.Modalities.Select(m => m.Info().Name).Zip(recording.Channels))
        {
            int axes = channel.Axes.Count;
            feeds[$"{input}_raw"] = new Value([1, axes, channel.Length], [.. channel.Axes.SelectMany(axis => axis)], "float64");
            if (model.Metadata.Statistics != null)
                continue;
            feeds[$"{input}_mean"] = Given(mean);
            feeds[$"{input}_std"] = Given(deviation);

            Value Given(double value) => new(axes == 1 ? [] : [axes], [.. Enumerable.Repeat(value, axes)], "float64");
        }

        return feeds;
    }

    /// <summary>A synthetic subject's 100 s and a little, of one label, so that windows follow one another from the start to nearly the end.</summary>
    private static Recording Synthetic(ExperimentOptions options)
    {
        using TemporaryFolder folder = new();
        SyntheticCohort.Write(folder.FullPath, 1, SyntheticCohort.MinMinutes, seed: 5, _ => { }, CancellationToken.None);
        IDataset source = DatasetCatalogue.Default.Open(folder.FullPath);
        Recording whole = source.Read(source.Subjects[0], options.Device, options.Modalities);
        const double seconds = 100.01;
        return whole with
        {
            Channels = [.. whole.Channels.Select(c => c with { Axes = [.. c.Axes.Select(axis => axis[..(int)(seconds * c.SamplingRateHz)])] })],
            Labels = StudyLabels.Track(700, Enumerable.Repeat("baseline", (int)(seconds * 700))),
        };
    }
}
