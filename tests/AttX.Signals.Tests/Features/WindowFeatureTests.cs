using AttX.Signals.Features;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;

namespace AttX.Signals.Tests.Features;

public class WindowFeatureTests
{
    private const int Seconds = 300;

    private static readonly PreprocessingOptions s_options = PreprocessingOptions.For(Device.Wrist) with
    {
        Modalities = [Modality.Eda, Modality.Temperature],
        Spec = new WindowSpec(4, 20, 0.5),
        Filter = FilterKind.Causal,
        Normalisation = Normalisation.Running,
    };

    [Fact]
    public void A_causal_windows_features_rest_on_its_own_samples_alone()
    {
        Recording recording = Recorded();
        WindowSet whole = Prepared(recording, s_options);
        WindowSet ended = Prepared(recording with { Channels = [.. recording.Channels.Select(c => c with { Samples = [.. c.Samples.Take(200 * c.SamplingRateHz)] })] }, s_options);
        int columns = whole.Features!.Names.Count;
        Assert.InRange(ended.Count, 10, whole.Count - 1);
        Assert.Equal(whole.Features.Values.Take(ended.Count * columns), ended.Features!.Values);
        var source = new WindowFeatureSource(s_options);
        Channel[] third = [.. recording.Channels.Select(c => c with { Samples = c.Samples[(20 * c.SamplingRateHz)..(40 * c.SamplingRateHz)] })];
        Assert.Equal(source.Of(third), whole.Features[2].ToArray());
    }

    [Fact]
    public void Running_features_know_the_session_so_far_and_the_training_people()
    {
        WindowSet set = Prepared(Recorded(), s_options);
        double[] deviations = [.. FeatureNormaliser.Fit(Normalisation.Running, [set])];
        var normaliser = new FeatureNormaliser(Normalisation.RunningAndTrain, double.PositiveInfinity, deviations);
        WindowSet standardised = normaliser.Apply(set);
        int column = set.Features!.Names.ToList().IndexOf("eda_mean"), columns = set.Features.Names.Count;
        double[] heard = [.. Enumerable.Range(0, 8).Select(w => set.Features[w][column])];
        double mean = heard.Average(), variance = heard.Average(x => (x - mean) * (x - mean)), prior = deviations[column];
        double expected = (heard[7] - mean) / Math.Sqrt(((80 * variance) + (60 * prior * prior)) / 140);
        Assert.Equal(expected, standardised.Features![7][column], 1e-9);
        Assert.Equal(heard[7], standardised.Features[7][columns + column]);
        Assert.Equal(["eda_mean.running", "eda_mean.train"], [standardised.Features.Names[column], standardised.Features.Names[columns + column]]);

        // Live, windows come one after another; a session that begins later has heard less.
        RunningFeatures session = normaliser.NewSession(set.Spec);
        double[] row = new double[2 * columns];
        for (int w = 0; w < set.Count; w++)
        {
            session.Standardise(set.Features[w], row);
            session.Hear(set.Features[w]);
            Assert.Equal(row, standardised.Features[w].ToArray());
        }

        WindowSet later = normaliser.Apply(set, [.. Enumerable.Repeat(70, set.Count)]);
        Assert.Equal(0, later.Features![7][column]);
        Assert.NotEqual(standardised.Features[9][column], later.Features[9][column]);
    }

    [Fact]
    public void Session_features_have_mean_0_and_deviation_1_over_the_session()
    {
        WindowSet set = Prepared(Recorded(), s_options with { Normalisation = Normalisation.Subject });
        Assert.Null(set.SessionFeatures);
        for (int c = 0; c < set.Features!.Names.Count; c++)
        {
            double[] known = [.. Enumerable.Range(0, set.Count).Select(w => set.Features[w][c]).Where(x => !double.IsNaN(x))];
            double mean = known.DefaultIfEmpty(0).Average();
            Assert.Equal(0, mean, 1e-6);
            Assert.True(known.All(x => x == 0) || Math.Abs(known.Average(x => (x - mean) * (x - mean)) - 1) < 1e-6, set.Features.Names[c]);
        }
    }

    [Fact]
    public void Rest_that_no_window_fits_into_is_refused()
    {
        var options = s_options with { Normalisation = Normalisation.Baseline };
        Recording recording = Recorded();
        WindowSet windows = new Preprocessor(options).ProcessWhole(recording, new CalibrationStretch(0, 15));
        Assert.Equal("S1: no window of 20 s lies within the time at rest, by which features are normalised.", Assert.Throws<InvalidDataException>(() =>
            new WindowFeatureSource(options).AddTo(recording, windows, new CalibrationStretch(0, 15))).Message);
    }

    [Fact]
    public void Short_gaps_are_bridged_as_the_causal_filter_does()
    {
        double[] samples = [.. Enumerable.Range(0, 64).Select(i => Math.Sin(i / 3.0))];
        foreach (int missing in new[] { 0, 9, 10, 20, 21, 22, 23, 24, 25, 26, 27, 28, 63 })
            samples[missing] = double.NaN;
        var sink = new Raw();
        var signal = new CausalSignal(Modality.Eda, 1, 16, sink);
        foreach (double x in samples)
            signal.Push([x]);
        signal.Hold();
        Assert.Equal(sink.Samples, CausalSignal.Bridged(new Channel(Modality.Eda, 16, samples)).Samples);
    }

    private static WindowSet Prepared(Recording recording, PreprocessingOptions options) =>
        new WindowFeatureSource(options).AddTo(recording, new Preprocessor(options).ProcessWhole(recording));

    private static Recording Recorded() => new("S1", Device.Wrist,
    [
        new Channel(Modality.Eda, 4, [.. Enumerable.Range(0, 4 * Seconds).Select(i => 3 + Math.Sin(i / 90.0) + (0.2 * Math.Sin(i / 5.0)))]),
        new Channel(Modality.Temperature, 4, [.. Enumerable.Range(0, 4 * Seconds).Select(i => 33 + Math.Cos(i / 200.0))]),
    ], new LabelTrack(1, new byte[Seconds], new LabelLegend([])));

    private sealed class Raw : ICausalSink
    {
        public List<double> Samples { get; } = [];

        public void Append(ReadOnlySpan<double> raw, ReadOnlySpan<double> filtered, bool isHeard) => Samples.Add(raw[0]);
    }
}
