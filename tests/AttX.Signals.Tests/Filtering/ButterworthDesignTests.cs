using AttX.Signals.Filtering;

namespace AttX.Signals.Tests.Filtering;

public sealed class ButterworthDesignTests
{
    public static TheoryData<int> Designs => FilterGolden.DesignIndices;

    [Theory, MemberData(nameof(Designs))]
    public void Sections_and_their_order_equal_scipys(int index)
    {
        SecondOrderSections sections = FilterGolden.Design(index).Sections;
        Assert.Equal(FilterGolden.Designs[$"sos{index}"].Shape[0], sections.Count);
        for (int i = 0; i < sections.Count; i++)
        {
            Biquad s = sections[i];
            ReadOnlySpan<double> expected = FilterGolden.Designs[$"sos{index}"].Row(i);
            SignalAssert.Close(expected[..3], [s.B0, s.B1, s.B2], 1e-12, $"numerator of section {i}");
            SignalAssert.Close(expected[3..], [1, s.A1, s.A2], 1e-12, $"denominator of section {i}");
        }
    }

    [Theory, MemberData(nameof(Designs))]
    public void Steady_state_equals_sosfilt_zi(int index) => SignalAssert.Close(
        FilterGolden.Designs[$"zi{index}"].Values, FilterGolden.Design(index).Sections.SteadyState(), 1e-9, "steady state");

    [Theory]
    [InlineData(0, 3, 700)]
    [InlineData(4, 0, 700)]
    [InlineData(4, 350, 700)]
    [InlineData(4, double.NaN, 700)]
    public void Impossible_low_pass_is_refused(int order, double cutoffHz, double rateHz) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ButterworthDesign.LowPass(order, cutoffHz, rateHz));

    [Theory]
    [InlineData(15, 5)]
    [InlineData(5, 5)]
    [InlineData(0, 5)]
    [InlineData(5, 350)]
    public void Impossible_band_is_refused(double lowHz, double highHz) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ButterworthDesign.BandPass(4, lowHz, highHz, 700));

    [Fact]
    public void Unstable_or_no_sections_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new SecondOrderSections([]));
        Assert.Throws<ArgumentException>(() => new SecondOrderSections([new Biquad(1, 0, 0, -2, 1)]));
        Assert.Throws<ArgumentException>(() => new SecondOrderSections([new Biquad(double.NaN, 0, 0, 0, 0)]));
    }
}
