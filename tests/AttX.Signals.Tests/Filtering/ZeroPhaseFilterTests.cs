using AttX.Signals.Filtering;

namespace AttX.Signals.Tests.Filtering;

public sealed class ZeroPhaseFilterTests
{
    public static TheoryData<int> Cases => FilterGolden.CaseIndices;

    [Theory, MemberData(nameof(Cases))]
    public void Equals_sosfiltfilt(int index)
    {
        (SecondOrderSections sections, double[] signal) = FilterGolden.Case(index);
        double[] expected = FilterGolden.Filters[$"zero{index}"].Values;
        SignalAssert.Close(expected, SyntheticSignal.Thin(new ZeroPhaseFilter(sections).Apply(signal)), 1e-9, "zero phase");
        SignalAssert.Close(expected, SyntheticSignal.Thin(new ZeroPhaseFilter(sections).ApplyReference(signal)), 1e-9, "reference");
    }

    // Lengths around the threshold for lanes, with every remainder modulo 8, and parts longer than a tile.
    [Theory]
    [InlineData(2_000)]
    [InlineData(6_001)]
    [InlineData(30_002)]
    [InlineData(100_003)]
    [InlineData(100_007)]
    public void Lanes_equal_the_reference(int samples)
    {
        double[] signal = SyntheticSignal.Create(samples, 100, 5, 1000);
        SecondOrderSections[] filters =
        [
            ButterworthDesign.LowPass(1, 20, 100), ButterworthDesign.LowPass(4, 10, 100), ButterworthDesign.HighPass(5, 2, 100),
            ButterworthDesign.BandPass(4, 5, 15, 100), ButterworthDesign.BandPass(6, 10, 30, 100),
        ];
        foreach (SecondOrderSections sections in filters)
        {
            ZeroPhaseFilter filter = new(sections);
            double[] expected = filter.ApplyReference(signal), actual = filter.Apply(signal);
            // Relative to the input, which the filter may remove: 1000 with rounding of 1e-16 per step.
            for (int i = 0; i < samples; i++)
                Assert.True(Math.Abs(expected[i] - actual[i]) < 1000 * 1e-13,
                    $"{sections.Count} sections, sample {i}: {expected[i]} {actual[i]}");
        }
    }

    [Fact]
    public void Filtering_in_place_gives_the_same_bits()
    {
        ZeroPhaseFilter filter = new(ButterworthDesign.BandPass(4, 5, 15, 100));
        foreach (int samples in new[] { 100, 80_001 })
        {
            double[] signal = SyntheticSignal.Create(samples, 100, 1, 3), expected = filter.Apply(signal);
            filter.Apply(signal, signal);
            Assert.Equal(expected, signal);
        }
    }

    [Fact]
    public void Is_linear()
    {
        ZeroPhaseFilter filter = new(ButterworthDesign.LowPass(4, 3, 100));
        double[] x = SyntheticSignal.Create(40_000, 100, 1, 3), y = SyntheticSignal.Create(40_000, 30, 2, -1);
        double[] fx = filter.Apply(x), fy = filter.Apply(y);
        double[] sum = filter.Apply([.. x.Zip(y, (a, b) => 2 * a - 3 * b)]);
        SignalAssert.Close([.. fx.Zip(fy, (a, b) => 2 * a - 3 * b)], sum, 1e-12, "2x - 3y");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(26)]
    [InlineData(27)]
    public void Signal_no_longer_than_the_padding_is_refused(int samples)
    {
        ZeroPhaseFilter filter = new(ButterworthDesign.BandPass(4, 5, 15, 100));
        Assert.Equal((27, 28), (filter.PaddingSamples, filter.MinimumSamples));
        ArgumentException error = Assert.Throws<ArgumentException>(() => filter.Apply(new double[samples]));
        Assert.Contains($"at least 28 samples, got {samples}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shortest_signal_is_filtered() =>
        Assert.Equal(28, new ZeroPhaseFilter(ButterworthDesign.BandPass(4, 5, 15, 100)).Apply(new double[28]).Length);

    [Fact]
    public void Output_that_overlaps_in_part_or_has_another_length_is_refused()
    {
        ZeroPhaseFilter filter = new(ButterworthDesign.LowPass(2, 5, 100));
        double[] signal = new double[100];
        Assert.Throws<ArgumentException>(() => filter.Apply(signal.AsSpan(0, 90), signal.AsSpan(10, 90)));
        Assert.Throws<ArgumentException>(() => filter.Apply(signal, new double[99]));
    }
}
