using AttX.Reports.Charts;

namespace AttX.Reports.Tests.Charts;

public class AxisTests
{
    [Theory]
    [InlineData(0, 1, 6, new[] { 0, 0.2, 0.4, 0.6, 0.8, 1 })]
    [InlineData(0, 60, 7, new[] { 0, 10.0, 20, 30, 40, 50, 60 })]
    [InlineData(50, 120, 4, new[] { 60.0, 80, 100, 120 })]
    [InlineData(-0.3, 1.2, 3, new[] { 0.0, 0.5, 1 })]
    [InlineData(5, 5, 4, new[] { 5.0 })]
    public void Ticks_are_round_and_no_more_than_asked_for(double minimum, double maximum, int most, double[] expected)
    {
        IReadOnlyList<double> ticks = new Axis("x", null, minimum, maximum).Ticks(most);
        Assert.Equal(expected.Length, ticks.Count);
        Assert.All(expected.Zip(ticks), p => Assert.Equal(p.First, p.Second, 1e-12 * Math.Max(1, Math.Abs(maximum))));
    }

    [Fact]
    public void Ticks_of_any_axis_lie_on_it_evenly_and_their_labels_differ()
    {
        Random random = new(1);
        for (int trial = 0; trial < 2000; trial++)
        {
            double low = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-4, 5)), span = Math.Pow(10, random.Next(-3, 5)) * (random.NextDouble() + 0.01);
            Axis axis = new("x", null, low, low + span);
            int most = random.Next(2, 12);
            IReadOnlyList<double> ticks = axis.Ticks(most);
            Assert.InRange(ticks.Count, most > 4 ? 2 : 0, most);
            Assert.All(ticks, t => Assert.InRange(t, low - 1e-6 * span, low + span * (1 + 1e-6)));
            Assert.Distinct(axis.Labels(ticks));
        }
    }

    [Theory]
    [InlineData(1, new[] { 0, 1.0 })]
    [InlineData(2, new[] { 0, 1.0, 2 })]
    [InlineData(30, new[] { 0, 10.0, 20, 30 })]
    public void Ticks_of_whole_numbers_never_stand_between_them(double maximum, double[] expected) =>
        Assert.Equal(expected, new Axis("Epoch", null, 0, maximum) { Whole = true }.Ticks(6));

    [Fact]
    public void Labels_have_the_decimals_of_their_distance()
    {
        Axis axis = new("x", null, -1, 1);
        Assert.Equal(["−0.5", "0.0", "0.5"], axis.Labels([-0.5, 0, 0.5]));
        Assert.Equal(["0", "25", "50"], Axis.Share("p").Labels([0, 0.25, 0.5]));
        Assert.Equal("–", axis.Number(double.NaN, 1));
        Assert.Equal("0.0", axis.Number(-0.01, 1));
    }

    [Fact]
    public void A_title_ends_in_the_unit()
    {
        Assert.Equal("ECG (mV)", new Axis("ECG", "mV", 0, 1).Title);
        Assert.Equal("Accuracy (%)", Axis.Share("Accuracy").Title);
        Assert.Equal("Loss", new Axis("Loss", null, 0, 1).Title);
    }

    [Fact]
    public void An_axis_over_values_holds_the_finite_ones_between_round_ends()
    {
        Axis axis = Axis.Over("x", null, [0.13, double.NaN, 0.87, double.PositiveInfinity]);
        Assert.Equal((0.1, 0.9), (axis.Minimum, Math.Round(axis.Maximum, 12)));
        Assert.Equal((0, 1), (Axis.Over("x", null, []).Minimum, Axis.Over("x", null, [double.NaN]).Maximum));
        Axis constant = Axis.Over("x", null, [4, 4, 4]);
        Assert.True(constant.Minimum < 4 && constant.Maximum > 4);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, double.NaN)]
    [InlineData(double.NegativeInfinity, 0)]
    public void An_axis_without_an_extent_is_refused(double minimum, double maximum) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Axis("x", null, minimum, maximum));

    [Fact]
    public void A_scale_maps_the_ends_to_the_ends_and_no_length_to_the_middle()
    {
        Scale scale = new(2, 4, 100, 20);
        Assert.Equal([100, 60, 20, 140], new[] { 2, 3, 4, 1.0 }.Select(scale.At));
        Assert.Equal(60, new Scale(2, 2, 100, 20).At(2));
    }
}
