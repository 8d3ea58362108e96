using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Testing;

namespace AttX.Signals.Tests.Preprocessing;

public sealed class StandardizerTests
{
    private static bool Used(string? label) => AffectTasks.Stress.Uses(label);

    private static void AssertClose(ChannelStatistics expected, ChannelStatistics actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        Assert.InRange(actual.Mean - expected.Mean, -1e-12 * Math.Abs(expected.Mean), 1e-12 * Math.Abs(expected.Mean));
        Assert.InRange(actual.StandardDeviation / expected.StandardDeviation, 1 - 1e-12, 1 + 1e-12);
    }

    // Shorter than, as long as, and longer than the track; rates that divide 700 and rates that do not.
    [Theory]
    [InlineData(700, 0)]
    [InlineData(700, 5_000)]
    [InlineData(64, -70)]
    [InlineData(64, 70)]
    [InlineData(4, 3)]
    [InlineData(130, 1)]
    [InlineData(1000, -1)]
    public void Equals_the_reference(int rateHz, int extra)
    {
        LabelTrack labels = ChainGolden.Labels();
        double[] signal = SyntheticSignal.Create((int)((long)labels.Codes.Length * rateHz / 700) + extra, rateHz, 1, 100);
        AssertClose(Standardizer.MeasureReference(signal, rateHz, labels, Used), Standardizer.Measure(signal, rateHz, labels, Used));
    }

    [Fact]
    public void Samples_have_the_label_at_the_floor_of_their_time()
    {
        LabelTrack labels = ChainGolden.Labels();
        foreach ((int rate, int samples) in new[] { (64, 9_700), (4, 600), (130, 19_000), (700, 105_667) })
        {
            HashSet<int> used = [.. Standardizer.SampleRanges(samples, rate, labels, Used)
                .SelectMany(r => Enumerable.Range(r.Start, r.End - r.Start))];
            for (int i = 0; i < samples; i++)
                Assert.Equal(Used(StudyLabels.Legend[labels.Codes[Math.Min((long)i * 700 / rate, labels.Codes.Length - 1)]]), used.Contains(i));
        }
    }

    [Fact]
    public void Nothing_to_measure()
    {
        ChannelStatistics none = Standardizer.Measure([1, 2, 3], 4, ChainGolden.Labels(), _ => false);
        Assert.Equal(0, none.Count);
        Assert.True(double.IsNaN(none.Mean) && double.IsNaN(none.StandardDeviation));
        Assert.Equal(0, Standardizer.Measure([], 4, ChainGolden.Labels(), Used).Count);
    }

    [Fact]
    public void Combining_equals_measuring_together()
    {
        LabelTrack all = StudyLabels.Track(10, Enumerable.Repeat("stress", 10));
        double[] a = SyntheticSignal.Create(1_000, 10, 1, 50), b = SyntheticSignal.Create(37, 10, 2, -3);
        ChannelStatistics together = Standardizer.MeasureReference([.. a, .. b], 10, all, Used);
        ChannelStatistics first = Standardizer.Measure(a, 10, all, Used), second = Standardizer.Measure(b, 10, all, Used);
        AssertClose(together, Standardizer.Combine(first, second));
        AssertClose(together, Standardizer.Combine(second, first));
        Assert.Equal(first, Standardizer.Combine(first, new ChannelStatistics(0, double.NaN, double.NaN)));
        Assert.Equal(first, Standardizer.Combine(new ChannelStatistics(0, double.NaN, double.NaN), first));
    }

    [Fact]
    public void Pooling_weighs_subjects_by_their_samples()
    {
        WindowSet Set(params ChannelStatistics[] statistics) => new()
        {
            Subject = "S2",
            Spec = new WindowSpec(4, 1, 0),
            Modalities = [.. Enumerable.Repeat(Modality.Eda, statistics.Length)],
            Windows = [],
            Signals = [],
            Statistics = statistics,
        };
        ChannelStatistics pooled = Standardizer.Pool([Set(new ChannelStatistics(1, 0, 0)), Set(new ChannelStatistics(3, 4, 0))])[0];
        Assert.Equal(new ChannelStatistics(4, 3, Math.Sqrt(3)), pooled);
        Assert.Throws<ArgumentException>(() => Standardizer.Pool([]));
        Assert.Throws<ArgumentException>(() => Standardizer.Pool([Set(pooled), Set(pooled, pooled)]));
    }
}
