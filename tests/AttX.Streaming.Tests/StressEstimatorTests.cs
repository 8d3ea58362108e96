using AttX.ModelFiles;
using AttX.Models;
using AttX.Models.Connections;
using AttX.Options;
using AttX.Signals;
using AttX.Signals.Filtering;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Signals.Resampling;

namespace AttX.Streaming.Tests;

public sealed class StressEstimatorTests
{
    private static readonly StreamingModel Model = Session.Model();

    public static TheoryData<int[]> Chunkings => new([7], [1000], [13, 1, 640, 5, 64, 2]);

    [Theory]
    [MemberData(nameof(Chunkings))]
    public void Estimates_do_not_depend_on_the_division_into_chunks(int[] chunks)
    {
        double[] pulse = Session.Pulse(180), skin = Session.Skin(180);
        pulse.AsSpan(2000, 40).Fill(double.NaN);
        pulse[5000] = double.NaN;
        skin[400] = double.PositiveInfinity;
        var options = new SessionOptions { CalibrationSeconds = 20 };
        List<Estimate> one = Session.Estimates(Model, pulse, skin, options, 1);
        Assert.Equal(Session.Text(one), Session.Text(Session.Estimates(Model, pulse, skin, options, chunks)));
        Assert.Equal([true, true, true], new[] { one.Any(e => e.IsCalibrating), one.Any(e => e.Quality == QualityFlags.Gap), one.Any(e => e.Probability != null) });
    }

    /// <summary>Compares with offline preprocessing with the causal filter in place of the zero-phase one.</summary>
    [Fact]
    public void Estimates_are_those_of_the_whole_signal_filtered_causally()
    {
        double[] pulse = Session.Pulse(), skin = Session.Skin();
        List<Estimate> estimates = Session.Estimates(Model, pulse, skin, Session.Known, 100);
        var filter = new CausalFilter(PaperFilters.Design(Modality.Bvp.Info().Band, Session.Bvp));
        filter.Settle(pulse[0]);
        double[] filtered = new double[pulse.Length];
        filter.Process(pulse, filtered);
        float[] bvp = Standardise(filtered, Session.Bvp, 0, 30), eda = Standardise(skin, Session.Eda, 4, 0.5);
        // The last of the skin's windows waits for half of the resampling filter.
        Assert.Equal([0, 5, 10, 15, 20, 25, 30, 35, 40, 45], estimates.Select(e => e.StartSeconds));
        using var bench = new Lease(Model);
        foreach (Estimate estimate in estimates)
        {
            int start = (int)estimate.StartSeconds * 64;
            bvp.AsSpan(start, 640).CopyTo(bench.Predictor.Input(0));
            eda.AsSpan(start, 640).CopyTo(bench.Predictor.Input(1));
            Assert.Equal(bench.Predictor.Predict().Probabilities[1], estimate.Probability);
            Assert.Equal(bench.Predictor.Attention.Average(map => map.Mean(1, 0)), estimate.Attention[1].Share);
            Assert.Equal(1, estimate.Attention.Sum(a => a.Share), 1e-5);
        }

        static float[] Standardise(double[] x, int rate, double mean, double deviation)
        {
            var resampler = PolyphaseResampler.Between(rate, 64);
            double[] y = resampler.Resample(x), unit = new double[y.Length];
            resampler.UnitResponse(x.Length, 0, unit);
            return [.. y.Zip(unit, (v, u) => (float)((v - mean * u) / deviation))];
        }
    }

    [Theory]
    [InlineData(Device.Chest, Modality.Ecg, 700, 700)]
    [InlineData(Device.Chest, Modality.Ecg, 130, 32)]
    public void Other_rates_are_resampled_identically_for_any_chunks(Device device, Modality heart, int heartHz, int skinHz)
    {
        StreamingModel model = Session.Model(ExperimentOptions.For(device) with { Widths = [8, 8, 8] });
        string[] texts = [.. new[] { 1, 997 }.Select(chunk =>
        {
            var estimates = new List<Estimate>();
            var session = new StressEstimator(model, [new(Modality.Eda, skinHz), new(heart, heartHz)], estimates.Add, Session.Known);
            for (int i = 0; i < 40 * heartHz; i += chunk)
                session.Push(heart, 100.013 + (double)i / heartHz, [.. Enumerable.Range(i, chunk).Select(n => Wave(n, heartHz))]);
            for (int i = 0; i < 40 * skinHz; i += chunk)
                session.Push(Modality.Eda, 100.2 + (double)i / skinHz, [.. Enumerable.Range(i, chunk).Select(n => 4 + Math.Sin(n / 20.0 / skinHz))]);
            Assert.Contains(estimates, e => e.Probability != null);
            return Session.Text(estimates.Where(e => e.EndSeconds < 135));
        })];
        Assert.Equal(texts[0], texts[1]);

        static double Wave(int n, int rate) => Math.Exp(-Math.Pow((double)n / rate % 0.8 - 0.1, 2) / 2e-4) + 0.05 * Math.Sin(n * 0.7);
    }

    [Fact]
    public void There_is_no_estimate_until_mean_and_deviation_are_known()
    {
        List<Estimate> estimates = Session.Estimates(Model, Session.Pulse(), Session.Skin(), new SessionOptions { CalibrationSeconds = 30 }, 64);
        Assert.All(estimates, e => Assert.Equal((e.EndSeconds < 30, e.EndSeconds < 30), (e.IsCalibrating, e.Probability == null)));
        Assert.Contains("no estimate (calibrating)", estimates[0].ToString());
        Assert.Contains("stress", estimates[^1].ToString());
    }

    [Fact]
    public void Statistics_are_frozen_or_updated_after_calibration_as_requested()
    {
        double[] pulse = [.. Session.Pulse(), .. Session.Pulse().Select(x => 3 * x)], skin = Session.Skin(120);
        string frozen = Last(new SessionOptions { CalibrationSeconds = 30, AdaptationSeconds = 0 });
        Assert.NotEqual(frozen, Last(new SessionOptions { CalibrationSeconds = 30 }));
        Assert.NotEqual(frozen, Last(new SessionOptions { CalibrationSeconds = 29, AdaptationSeconds = 0 }));

        string Last(SessionOptions options) => Session.Text(Session.Estimates(Model, pulse, skin, options, 64).TakeLast(1));
    }

    [Fact]
    public void A_model_normalised_by_its_training_subjects_needs_no_calibration()
    {
        ExperimentOptions options = Session.Options with { Normalisation = Normalisation.Train };
        var trained = new TrainedModel(new AttXNet(options.Network(options.Networks[0]), 5), new ModelMetadata
        {
            Options = options,
            Branches = options.Networks[0],
            Statistics = Session.Known.Statistics,
        });
        Assert.Equal(Session.Text(Session.Estimates(Model, Session.Pulse(), Session.Skin(), Session.Known, 64)),
            Session.Text(Session.Estimates(new StreamingModel(new Ensemble([trained])), Session.Pulse(), Session.Skin(), null, 64)));
    }

    [Fact]
    public void Decisions_of_two_networks_are_combined()
    {
        StreamingModel fusion = Session.Model(ExperimentOptions.For(Device.Wrist) with
        {
            Widths = [8, 8, 8],
            Connection = ConnectionGraph.None,
            Stages = [],
            Decision = DecisionRule.Average,
        });
        List<Estimate> estimates = Session.Estimates(fusion, Session.Pulse(), Session.Skin(), Session.Known, 64);
        Assert.All(estimates, e => Assert.InRange(e.Probability!.Value, 0f, 1f));
        Assert.All(estimates, e => Assert.Empty(e.Attention));
    }

    [Fact]
    public void Pushing_a_sample_allocates_nothing()
    {
        int estimates = 0;
        var session = new StressEstimator(Model, Session.Channels, _ => estimates++, Session.Known);
        double[] pulse = Session.Pulse(), skin = Session.Skin();
        Session.Push(session, pulse, skin, 1);
        int before = estimates;
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 4 * 64; i++)
            session.Push(Modality.Bvp, 60 + i / 64.0, pulse.AsSpan(i, 1));
        for (int i = 0; i < 9; i++)
            session.Push(Modality.Eda, 60 + i / 4.0, skin.AsSpan(i, 1));
        Assert.Equal((before, 0L), (estimates, GC.GetAllocatedBytesForCurrentThread() - allocated));
    }

    [Fact]
    public void Sessions_on_many_threads_share_a_model_without_interference()
    {
        StreamingModel model = Session.Model();
        double[] pulse = Session.Pulse(), skin = Session.Skin();
        string alone = Session.Text(Session.Estimates(model, pulse, skin, Session.Known, 64));
        Assert.Equal(1, model.Idle);
        Parallel.For(0, 50, new ParallelOptions { MaxDegreeOfParallelism = 4 },
            _ => Assert.Equal(alone, Session.Text(Session.Estimates(model, pulse, skin, Session.Known, 64))));
        Assert.InRange(model.Idle, 1, 4);
    }

    [Fact]
    public void One_session_accepts_its_channels_from_two_threads()
    {
        double[] pulse = Session.Pulse(), skin = Session.Skin();
        string alone = Session.Text(Session.Estimates(Model, pulse, skin, Session.Known, 64));
        for (int turn = 0; turn < 10; turn++)
        {
            var estimates = new List<Estimate>();
            var session = new StressEstimator(Model, Session.Channels, estimates.Add, Session.Known);
            Parallel.Invoke(
                () => { for (int i = 0; i < pulse.Length; i++) session.Push(Modality.Bvp, i / 64.0, pulse.AsSpan(i, 1)); },
                () => { for (int i = 0; i < skin.Length; i++) session.Push(Modality.Eda, i / 4.0, skin.AsSpan(i, 1)); });
            Assert.Equal(alone, Session.Text(estimates));
        }
    }

    [Fact]
    public void Latency_is_the_time_since_the_last_sample_arrived()
    {
        var estimates = new List<Estimate>();
        Session.Push(new StressEstimator(Model, Session.Channels, estimates.Add, Session.Known with { Clock = new TickingClock() }), Session.Pulse(), Session.Skin(), 64);
        Assert.Equal(TimeSpan.FromSeconds(1), estimates[3].Latency);
    }

    [Fact]
    public void Misuse_is_refused_with_a_reason()
    {
        Assert.Contains("needs the channels Bvp, Eda, each once; got Bvp", Refusal([new(Modality.Bvp, 64)], null));
        Assert.Contains("Bvp is sampled at 16 Hz", Refusal([new(Modality.Bvp, 16), new(Modality.Eda, 4)], null));
        Assert.Contains("CalibrationSeconds", Refusal(Session.Channels, new SessionOptions { CalibrationSeconds = 0 }));
        Assert.Contains("Statistics must have 2", Refusal(Session.Channels, new SessionOptions { Statistics = [] }));
        var session = new StressEstimator(Model, Session.Channels, _ => { });
        Assert.Contains("no channel Ecg", Assert.Throws<ArgumentException>(() => session.Push(Modality.Ecg, 0, [1])).Message);
        Assert.Contains("got NaN", Assert.Throws<ArgumentException>(() => session.Push(Modality.Bvp, double.NaN, [1])).Message);
    }

    [Fact]
    public void The_receiver_may_not_push_to_its_own_session()
    {
        StressEstimator? session = null;
        session = new StressEstimator(Model, Session.Channels, _ => session!.Push(Modality.Bvp, 0, [1]), Session.Known);
        Assert.Contains("must not push", Assert.Throws<InvalidOperationException>(() => Session.Push(session, Session.Pulse(), Session.Skin(), 64)).Message);
    }

    [Fact]
    public void A_receiver_that_throws_gets_each_window_once()
    {
        var starts = new List<double>();
        var session = new StressEstimator(Model, Session.Channels, e =>
        {
            starts.Add(e.StartSeconds);
            throw new InvalidOperationException("the receiver failed");
        }, Session.Known);
        double[] pulse = Session.Pulse(), skin = Session.Skin();
        session.Push(Modality.Bvp, 0, pulse);
        for (int i = 0; i < skin.Length; i++)
            Record.Exception(() => session.Push(Modality.Eda, i / 4.0, skin.AsSpan(i, 1)));
        Assert.Equal([0, 5, 10, 15, 20, 25, 30, 35, 40, 45], starts);
    }

    private static string Refusal(ChannelRate[] channels, SessionOptions? options) =>
        Assert.Throws<ArgumentException>(() => Assert.NotNull(new StressEstimator(Model, channels, _ => { }, options))).Message;

    private sealed class Lease(StreamingModel model) : IDisposable
    {
        private readonly Workbench _bench = model.Rent();

        public IModelPredictor Predictor => _bench.Predictor;

        public void Dispose() => model.Return(_bench);
    }

    /// <summary>A clock that advances a second whenever it is read.</summary>
    private sealed class TickingClock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _now++;
    }
}
