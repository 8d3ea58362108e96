using AttX.Evaluation;
using AttX.Ground;

namespace AttX.Tests.Evaluation;

public class HolmCorrectionTests
{
    [Fact]
    public void Equals_the_definition_evaluated_without_sorting()
    {
        foreach (HolmCase golden in StatisticsGolden.Read().Holm)
            foreach ((double expected, double adjusted) in golden.Adjusted.Zip(HolmCorrection.Adjust(golden.P)))
                Assert.Equal(expected, adjusted, 1e-15);
    }

    [Fact]
    public void The_worked_example_keeps_its_order() =>
        Assert.Equal([0.03, 0.06, 0.06, 0.02], HolmCorrection.Adjust([0.01, 0.04, 0.03, 0.005]).Select(p => Math.Round(p, 15)));

    [Fact]
    public void Adjusted_values_lie_between_raw_and_Bonferroni_in_the_same_order()
    {
        var random = new Rng(9);
        for (int m = 0; m < 12; m++)
        {
            double[] raw = [.. Enumerable.Range(0, m).Select(_ => random.NextInt(10) / 10.0 * random.NextDouble())];
            IReadOnlyList<double> adjusted = HolmCorrection.Adjust(raw);
            Assert.All(raw.Zip(adjusted), p => Assert.InRange(p.Second, p.First, Math.Min(1, m * p.First)));
            int[] order = [.. Enumerable.Range(0, m).OrderBy(i => raw[i])];
            Assert.Equal(order.Select(i => adjusted[i]).Order(), order.Select(i => adjusted[i]));
        }
    }

    [Fact]
    public void An_invalid_p_value_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => HolmCorrection.Adjust([0.5, 1.1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => HolmCorrection.Adjust([double.NaN]));
    }
}
