using AttX.Inference;
using AttX.ModelFiles;
using AttX.Models;
using AttX.Options;
using AttX.Signals;
using AttX.Signals.Features;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Training;

namespace AttX.Streaming.Tests;

/// <summary>Tests that a network that takes features estimates live what it predicts offline, with those of a signal that it does not take itself.</summary>
public sealed class FeatureNetworkTests
{
    private const int Seconds = 120, TemperatureHz = 4;

    [Theory]
    [InlineData(FeatureSet.All, Normalisation.Running, false)]
    [InlineData(FeatureSet.Plain, Normalisation.RunningAndTrain, true)]
    [InlineData(FeatureSet.Plain, Normalisation.Train, false)]
    public void A_live_session_equals_the_offline_prediction_to_the_bit(FeatureSet features, Normalisation normalisation, bool hasTemperature)
    {
        Ensemble model = Model(features, normalisation);
        Channel[] channels = Channels(0.01, hasTemperature);
        RecordingPrediction offline = Predicted(model, channels);
        foreach (int chunk in new[] { 1, 37, 1000 })
        {
            List<Estimate> live = Live(model, channels, chunk);
            Assert.InRange(offline.Windows.Count - live.Count, 0, 1);
            Assert.All(live.Zip(offline.Windows), pair => Assert.Equal(
                (pair.Second.StartSeconds, pair.Second.Flaws, string.Join(' ', pair.Second.Probabilities)),
                (pair.First.StartSeconds, pair.First.Quality, string.Join(' ', pair.First.Probabilities))));
        }

        Assert.Contains(offline.Windows, w => w.Flaws == QualityFlags.None);
        if (hasTemperature)
            Assert.NotEqual(offline.Windows[^1].Probabilities, Predicted(model, Channels(-0.02, true)).Windows[^1].Probabilities);
    }

    [Fact]
    public void Features_of_whole_sessions_are_no_live_ones() => Assert.Contains("which a live session does not have", Assert.Throws<AttX.Ground.OptionsException>(
        () => new StreamingModel(Model(FeatureSet.Plain, Normalisation.Subject))).Message, StringComparison.Ordinal);

    private static List<Estimate> Live(Ensemble model, Channel[] channels, int chunk)
    {
        List<Estimate> estimates = [];
        var session = new StressEstimator(new StreamingModel(model), [.. channels.Select(c => new ChannelRate(c.Modality, c.SamplingRateHz))], estimates.Add);
        int[] pushed = new int[channels.Length];
        while (channels.Index().Where(c => pushed[c.Index] < c.Item.Length).ToArray() is { Length: > 0 } left)
        {
            (int i, Channel channel) = left.MinBy(c => (double)pushed[c.Index] / c.Item.SamplingRateHz);
            int count = Math.Min(chunk, channel.Length - pushed[i]);
            session.Push(channel.Modality, (double)pushed[i] / channel.SamplingRateHz, channel.Samples.AsSpan(pushed[i], count));
            pushed[i] += count;
        }

        return estimates;
    }

    private static RecordingPrediction Predicted(Ensemble model, Channel[] channels) =>
        new RecordingPredictor(model).Predict(new Recording("P1", Device.Wrist, channels, LabelTrack.None), workers: 1, _ => { }, CancellationToken.None);

    /// <summary>A recording with a gap in its pulse and one in its temperature, which rises or falls.</summary>
    private static Channel[] Channels(double risePerSecond, bool hasTemperature)
    {
        double[] pulse = Session.Pulse(Seconds), temperature = [.. Enumerable.Range(0, Seconds * TemperatureHz).Select(i => 33 + (risePerSecond * i / TemperatureHz))];
        pulse.AsSpan(2000, 200).Fill(double.NaN);
        temperature.AsSpan(300, 20).Fill(double.NaN);
        Channel[] channels = [new(Modality.Bvp, Session.Bvp, pulse), new(Modality.Eda, Session.Eda, Session.Skin(Seconds)), new(Modality.Temperature, TemperatureHz, temperature)];
        return hasTemperature ? channels : channels[..2];
    }

    private static Ensemble Model(FeatureSet features, Normalisation normalisation)
    {
        ExperimentOptions options = Session.Options with { Filter = FilterKind.Causal, Normalisation = normalisation, Features = features };
        int count = options.FeatureNames.Count, running = normalisation.IsRunning() ? count / normalisation.Ways().Count : 0;
        double[] Repeated(double value) => [.. Enumerable.Repeat(value, count)];
        return new Ensemble([new TrainedModel(new AttXNet(options.Network(options.Networks[0]), seed: 5), new ModelMetadata
        {
            Options = options,
            Branches = options.Networks[0],
            Statistics = normalisation.NeedsTraining() ? [.. Enumerable.Range(0, 2 * normalisation.Ways().Count).Select(i => new ChannelStatistics(0, i * 0.1, 0.5 + i))] : null,
            Features = new FeatureInput(options.FeatureNames, new FeaturePreparation([.. Enumerable.Range(0, count)], Repeated(0.5), Repeated(0.1), Repeated(20)), options.FeatureBranches)
            {
                SessionDeviations = [.. Enumerable.Repeat(0.5, running)],
            },
        })]);
    }
}
