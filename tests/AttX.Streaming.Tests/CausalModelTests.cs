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

    public static TheoryData<Normalisation, double, int> Models => new()
    {
        { Normalisation.Train, 0, 1 }, { Normalisation.Running, 0, 1 }, { Normalisation.RunningAndTrain, 0, 1 }, { Normalisation.RunningAndTrain, 1, 1 },
        { Normalisation.Running, 0, 3 },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void A_live_session_equals_the_offline_prediction_to_the_bit(Normalisation normalisation, double memoryMinutes, int networks)
    {
        Ensemble ensemble = Model(normalisation, memoryMinutes, networks);
        (double[] pulse, double[] skin) = (Session.Pulse(Seconds), Session.Skin(Seconds));
        pulse.AsSpan(3000, 10).Fill(double.NaN);   // bridged
        pulse.AsSpan(9000, 200).Fill(double.NaN);  // a gap
        RecordingPrediction offline = new RecordingPredictor(ensemble).Predict(
            new Recording("P1", Device.Wrist, [new Channel(Modality.Bvp, Session.Bvp, pulse), new Channel(Modality.Eda, Session.Eda, skin)], LabelTrack.None),
            workers: 1, _ => { }, CancellationToken.None);
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

    [Fact]
    public void Where_a_session_begins_decides_what_was_heard()
    {
        Ensemble ensemble = Model(Normalisation.Running, 0);
        (double[] pulse, double[] skin) = (Session.Pulse(Seconds), Session.Skin(Seconds));
        float? Last(int from) => Session.Estimates(
            new StreamingModel(ensemble), pulse[(from * Session.Bvp)..], skin[(from * Session.Eda)..], null, 64)[^1].Probability;
        Assert.NotEqual(Last(0), Last(100));
    }

    private static Ensemble Model(Normalisation normalisation, double memoryMinutes, int networks = 1)
    {
        ExperimentOptions options = Session.Options with
        {
            Filter = FilterKind.Causal,
            Normalisation = normalisation,
            EdaAsLogarithm = true,
            SettleSeconds = 20,
            MemoryMinutes = memoryMinutes,
            Ensemble = networks,
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
