using AttX.Ground;
using AttX.Inference;
using AttX.ModelFiles;
using AttX.Options;
using AttX.Signals;
using AttX.Signals.Features;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;

namespace AttX.Streaming.Tests;

/// <summary>Tests that a model of features estimates live what it predicts offline.</summary>
public sealed class FeatureModelTests
{
    private const int Seconds = 300;

    [Theory]
    [InlineData(Normalisation.Train, 0)]
    [InlineData(Normalisation.Running, 0)]
    [InlineData(Normalisation.RunningAndTrain, 2)]
    public void A_live_session_equals_the_offline_prediction_to_the_bit(Normalisation normalisation, double memoryMinutes)
    {
        var model = new Sums(Options(normalisation) with { MemoryMinutes = memoryMinutes });
        (double[] pulse, double[] skin) = (Session.Pulse(Seconds), Session.Skin(Seconds));
        pulse.AsSpan(3000, 10).Fill(double.NaN);   // bridged
        pulse.AsSpan(9000, 200).Fill(double.NaN);  // a gap
        RecordingPrediction offline = new RecordingPredictor(model).Predict(
            new Recording("S1", Device.Wrist, [new(Modality.Bvp, Session.Bvp, pulse), new(Modality.Eda, Session.Eda, skin)], LabelTrack.None), 1, _ => { }, CancellationToken.None);
        Assert.True(offline.Windows.Select(w => w.Probabilities.DefaultIfEmpty().First()).Distinct().Count() > 10);
        Assert.Contains(offline.Windows, w => w.Flaws == QualityFlags.Gap);
        foreach (int chunk in new[] { 1, 7, 1000 })
        {
            List<Estimate> live = Session.Estimates(new StreamingModel(model), pulse, skin, null, chunk);
            Assert.InRange(offline.Windows.Count - live.Count, 0, 1);
            foreach ((Estimate estimate, WindowEstimate predicted) in live.Zip(offline.Windows))
            {
                Assert.Equal(predicted.Flaws, estimate.Quality);
                Assert.Equal(predicted.Probabilities, estimate.Probabilities);
            }
        }
    }

    [Theory]
    [InlineData(Normalisation.Subject, FilterKind.Causal)]
    [InlineData(Normalisation.Running, FilterKind.ZeroPhase)]
    public void Features_of_whole_recordings_are_refused(Normalisation normalisation, FilterKind filter)
    {
        var model = new Sums(Options(normalisation) with { Filter = filter });
        Assert.StartsWith("The model's features need the whole recording (--filter ", Assert.Throws<OptionsException>(() => new StreamingModel(model)).Problems[0], StringComparison.Ordinal);
    }

    private static ExperimentOptions Options(Normalisation normalisation) =>
        Session.Options with { Normalisation = normalisation, Filter = FilterKind.Causal, Learner = "sums" };

    /// <summary>A model whose probability depends on every bit of every feature.</summary>
    private sealed class Sums(ExperimentOptions options) : IModel
    {
        private readonly int _columns = new WindowFeatureSource(options.Preprocessing()).Names.Count;

        public ExperimentOptions Options => options;

        public IReadOnlyList<TrainingSubject>? Training => null;

        public IReadOnlyList<ChannelStatistics>? Statistics => null;

        public FeatureNormaliser Features => new(options.Normalisation, options.MemorySeconds,
            options.Normalisation.IsRunning() ? [.. Enumerable.Repeat(0.7, _columns)] : []);

        public string Size => "sums";

        public IReadOnlyList<(string Name, string Sha256)> Hashes => [];

        public IModelPredictor NewPredictor(IReadOnlyList<int>? hidden = null) => new Predictor(_columns * options.Normalisation.Ways().Count);
    }

    private sealed class Predictor(int columns) : IModelPredictor
    {
        private readonly double[] _features = new double[columns];

        public Span<double> Features => _features;

        public Span<float> Input(int modality) => [];

        public (int Class, float[] Probabilities) Predict(ReadOnlySpan<bool> present = default)
        {
            long bits = 17;
            foreach (double x in _features)
                bits = unchecked((bits * 31) + BitConverter.DoubleToInt64Bits(double.IsNaN(x) ? 0 : x));
            float p = (float)((ulong)bits % 1000003 / 1000003.0);
            return (p > 0.5 ? 1 : 0, [1 - p, p]);
        }

        public (int Class, float[] Probabilities) Predict(WindowSet windows, int window)
        {
            windows.Features![window].CopyTo(_features);
            return Predict();
        }
    }
}
