using AttX.Evaluation;
using AttX.Ground;

namespace AttX.Tests.Evaluation;

public class WilcoxonSignedRankTests
{
    private static readonly WilcoxonCase[] Golden = StatisticsGolden.Read().Wilcoxon;

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Golden.Length)];

    /// <summary>Compares with SciPy's exact and approximate p, and with all 2^n choices of signs if there are ties or zeros.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Equals_SciPy_and_brute_force(int index)
    {
        WilcoxonCase expected = Golden[index];
        SignedRankResult result = WilcoxonSignedRank.Test(expected.First, expected.Second);
        Assert.Equal((expected.Statistic, expected.Pairs), (result.Statistic, result.Pairs));
        Assert.Equal(expected.P, result.PValue, 1e-11 * expected.P);
        Assert.Equal(expected.Effect, result.EffectSize, 1e-14);
    }

    [Fact]
    public void Equal_values_give_no_evidence()
    {
        Assert.Equal(new SignedRankResult(0, 1, 0, 0), WilcoxonSignedRank.Test([0.1 + 0.2, 1], [0.3, 1]));
        Assert.Equal(new SignedRankResult(0, 1, 0, 0), WilcoxonSignedRank.Test([], []));
    }

    [Fact]
    public void Differences_equal_except_for_rounding_are_ties()
    {
        // 0.3, 0.3, −0.3 in exact arithmetic: each has the mean rank 2. In floating point they are three values.
        double[] first = [0.1 + 0.2, 0.7, 0], second = [0, 0.4, 0.3];
        Assert.Equal(3, first.Zip(second, (a, b) => Math.Abs(a - b)).Distinct().Count());
        SignedRankResult result = WilcoxonSignedRank.Test(first, second);
        Assert.Equal((2.0, 3), (result.Statistic, result.Pairs));
        Assert.Equal((4.0 - 2) / 6, result.EffectSize, 1e-15);
        Assert.Equal(1, result.PValue);
    }

    [Fact]
    public void A_difference_of_one_window_in_a_million_counts() =>
        Assert.Equal(1, WilcoxonSignedRank.Test([1], [1 - 1e-6]).Pairs);

    [Fact]
    public void Swapping_the_sides_negates_the_effect_and_the_scale_does_not_matter()
    {
        var random = new Rng(3);
        for (int n = 1; n <= 80; n += 13)
        {
            double[] a = [.. Enumerable.Range(0, n).Select(_ => random.NextInt(20) / 20.0)], b = [.. a.Select(_ => random.NextInt(20) / 20.0)];
            SignedRankResult result = WilcoxonSignedRank.Test(a, b);
            Assert.Equal(result with { EffectSize = -result.EffectSize }, WilcoxonSignedRank.Test(b, a));
            Assert.Equal(result, WilcoxonSignedRank.Test([.. a.Select(v => 100 * v)], [.. b.Select(v => 100 * v)]));
            Assert.InRange(result.PValue, double.Epsilon, 1);
        }
    }

    [Fact]
    public void Unpaired_values_are_refused()
    {
        Assert.Contains("got 2 and 1", Assert.Throws<ArgumentException>(() => WilcoxonSignedRank.Test([1, 2], [1])).Message);
        Assert.Throws<ArgumentException>(() => WilcoxonSignedRank.Test([double.NaN], [1]));
    }
}
