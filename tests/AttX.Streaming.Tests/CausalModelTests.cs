using AttX.Evaluation;
using AttX.Inference;
using AttX.ModelFiles;
using AttX.Models;
using AttX.Options;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;

namespace AttX.Streaming.Tests;

/// <summary>Tests that a model trained on what a device sees estimates live what it predicts offline.</summary>
public sealed class CausalModelTests
{
    private const int Seconds = 300;

    public static TheoryData<Normalisation, double, int, double> Models => new()
    {
        { Normalisation.Train, 0, 1, 0 }, { Normalisation.Running, 0, 1, 0 }, { Normalisation.RunningAndTrain, 0, 1, 0 }, { Normalisation.RunningAndTrain, 1, 1, 0 },
        { Normalisation.Running, 0, 3, 0 }, { Normalisation.Train, 0, 1, 60 }, { Normalisation.RunningAndTrain, 0, 3, 60 },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void A_live_session_equals_the_offline_prediction_to_the_bit(Normalisation normalisation, double memoryMinutes, int networks, double contextSeconds)
    {
        Ensemble ensemble = Model(normalisation, memoryMinutes, networks, contextSeconds);
        (double[] pulse, double[] skin) = (Session.Pulse(Seconds), Session.Skin(Seconds));
        pulse.AsSpan(3000, 10).Fill(double.NaN);   // bridged
        pulse.AsSpan(9000, 200).Fill(double.NaN);  // a gap
        RecordingPrediction offline = Predicted(ensemble, pulse, skin, null);
        foreach (int chunk in new[] { 1, 7, 1000 })
        {
            List<Estimate> live = Session.Estimates(new StreamingModel(ensemble), pulse, skin, null, chunk);
            // The last windows wait for the samples that resampling needs after them.
            Assert.InRange(offline.Windows.Count - live.Count, 0, 1);
            foreach ((Estimate estimate, WindowEstimate predicted) in live.Zip(offline.Windows))
            {
                Assert.Equal(predicted.StartSeconds, estimate.StartSeconds);
                Assert.Equal(predicted.Flaws, estimate.Quality);
                Assert.Equal(predicted.Probabilities, estimate.Probabilities);
                // Two connections: the mean share of each modality.
                Assert.Equal(predicted.Theta.Index().GroupBy(t => t.Index % 2, t => t.Item).Select(g => g.Average()),
                    estimate.Attention.Select(a => a.Share), (a, b) => Math.Abs(a - b) < 1e-6);
            }
        }

        Assert.Equal([true, true, true], new[] { QualityFlags.None, QualityFlags.Gap, QualityFlags.Settling }
            .Select(flag => offline.Windows.Any(e => e.Flaws == flag)));
    }

    [Theory]
    [InlineData(Normalisation.Running)]
    [InlineData(Normalisation.RunningAndTrain)]
    public void A_second_session_starts_from_the_first_live_as_offline(Normalisation normalisation)
    {
        Ensemble ensemble = Model(normalisation, memoryMinutes: 4);
        var model = new StreamingModel(ensemble);
        (double[] pulse, double[] skin) = (Session.Pulse(Seconds), Session.Skin(Seconds));
        var first = new StressEstimator(model, Session.Channels, _ => { });
        Session.Push(first, pulse, skin, 64);
        RecordingPrediction before = Predicted(ensemble, pulse, skin, RecordingPredictor.UnknownPerson(ensemble));
        Assert.Equal(EstimateBasis.Running, before.Basis);
        Assert.Equal(first.Statistics, [.. before.Person!.Of(Modality.Bvp, Session.Bvp), .. before.Person.Of(Modality.Eda, Session.Eda)]);

        var options = new SessionOptions { Statistics = first.Statistics };
        double[] shifted = [.. skin.Select(x => x + 1)];
        var second = new List<Estimate>();
        var session = new StressEstimator(model, Session.Channels, second.Add, options);
        Session.Push(session, pulse, shifted, 7);
        RecordingPrediction offline = Predicted(ensemble, pulse, shifted, before.Person);
        Assert.Equal(EstimateBasis.Person, offline.Basis);
        Assert.All(second, e => Assert.Equal(e.Class == null ? null : EstimateBasis.Person, e.Basis));
        Assert.All(second.Zip(offline.Windows), pair => Assert.Equal(pair.Second.Probabilities, pair.First.Probabilities));
        Assert.NotEqual(Predicted(ensemble, pulse, shifted, null).Windows[^1].Probabilities, offline.Windows[^1].Probabilities);
        Assert.Equal(session.Statistics, [.. offline.Person!.Of(Modality.Bvp, Session.Bvp), .. offline.Person.Of(Modality.Eda, Session.Eda)]);
    }

    [Fact]
    public void A_model_of_whole_sessions_measures_them_and_starts_from_them_without_calibration()
    {
        (double[] pulse, double[] skin) = (Session.Pulse(), Session.Skin());
        List<Estimate> estimates = [], again = [];
        var first = new StressEstimator(Session.Model(), Session.Channels, estimates.Add);
        Session.Push(first, pulse, skin, 64);
        Assert.All(first.Statistics, s => Assert.True(s is { Count: > 0, StandardDeviation: > 0 }));
        Assert.Equal([Session.Bvp * Session.Seconds, Session.Eda * Session.Seconds], first.Statistics.Select(s => s.Count));
        Session.Push(new StressEstimator(Session.Model(), Session.Channels, again.Add, new() { Statistics = first.Statistics }), pulse, skin, 64);
        Assert.True(estimates[0].IsCalibrating && !again[0].IsCalibrating);
        Assert.Equal(EstimateBasis.Person, again[0].Basis);
    }

    [Fact]
    public void Where_a_session_begins_decides_what_was_heard()
    {
        Ensemble ensemble = Model(Normalisation.Running, 0);
        (double[] pulse, double[] skin) = (Session.Pulse(Seconds), Session.Skin(Seconds));
        float? Last(int from) => Session.Estimates(
            new StreamingModel(ensemble), pulse[(from * Session.Bvp)..], skin[(from * Session.Eda)..], null, 64)[^1].Probability;
        Assert.NotEqual(Last(0), Last(100));
    }

    [Fact]
    public void What_is_made_of_probabilities_is_the_same_live_and_offline()
    {
        Ensemble ensemble = Model(Normalisation.Running, 0);
        (double[] pulse, double[] skin) = (Session.Pulse(Seconds), Session.Skin(Seconds));
        pulse.AsSpan(9000, 200).Fill(double.NaN); // a gap
        double usual = Predicted(ensemble, pulse, skin, null).Windows.Where(w => w.HasEstimate).Average(w => w.Probabilities[1]);
        var postprocessing = new Postprocessing { SmoothSeconds = 30, Abstain = Math.Max(usual, 1 - usual) + 1e-3, Alarm = new(usual, usual - 1e-4) };
        RecordingPrediction offline = Predicted(ensemble, pulse, skin, null, postprocessing);
        foreach (int chunk in new[] { 7, 1000 })
        {
            List<Estimate> live = Session.Estimates(new StreamingModel(ensemble), pulse, skin, new SessionOptions { Postprocessing = postprocessing }, chunk);
            Assert.InRange(offline.Windows.Count - live.Count, 0, 1);
            Assert.All(live.Zip(offline.Windows), w =>
            {
                Assert.Equal(w.Second.Probabilities, w.First.Probabilities);
                Assert.Equal((w.Second.IsUncertain, w.Second.IsAlarm, w.Second.Class == null), (w.First.IsUncertain, w.First.IsAlarm, w.First.Class == null));
            });
        }

        Assert.Equal(2, offline.Windows.Select(w => w.IsAlarm).Distinct().Count());
        Assert.Contains(offline.Windows, w => w.IsUncertain);
    }

    private static RecordingPrediction Predicted(Ensemble ensemble, double[] pulse, double[] skin, PersonStatistics? person, Postprocessing? postprocessing = null) =>
        new RecordingPredictor(ensemble) { Person = person, Postprocessing = postprocessing ?? Postprocessing.None }.Predict(
            new Recording("P1", Device.Wrist, [new Channel(Modality.Bvp, Session.Bvp, pulse), new Channel(Modality.Eda, Session.Eda, skin)], LabelTrack.None),
            workers: 1, _ => { }, CancellationToken.None);

    private static Ensemble Model(Normalisation normalisation, double memoryMinutes, int networks = 1, double contextSeconds = 0)
    {
        ExperimentOptions options = Session.Options with
        {
            Filter = FilterKind.Causal,
            Normalisation = normalisation,
            EdaAsLogarithm = true,
            SettleSeconds = 20,
            MemoryMinutes = memoryMinutes,
            Ensemble = networks,
            ContextSeconds = contextSeconds,
        };
        ChannelStatistics[] statistics = [.. Enumerable.Range(0, 2 * normalisation.Ways().Count).Select(i => new ChannelStatistics(0, i * 0.1, 0.5 + i))];
        return new Ensemble([new TrainedModel(new AttXNet(options.Network(options.Networks[0]), seed: 5), new ModelMetadata
        {
            Options = options,
            Branches = options.Networks[0],
            Statistics = statistics,
        })
        { Others = [.. Enumerable.Range(1, networks - 1).Select(i => new AttXNet(options.Network(options.Networks[0]), seed: 5 + (ulong)i))] }]);
    }
}
