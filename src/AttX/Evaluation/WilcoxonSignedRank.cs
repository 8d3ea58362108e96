namespace AttX.Evaluation;

/// <summary>Outcome of a paired test.</summary>
/// <param name="Statistic">W, the smaller of the rank sums of positive and negative differences.</param>
/// <param name="PValue">Two-sided.</param>
/// <param name="EffectSize">
/// Matched-pairs rank-biserial correlation (Kerby 2014): (R₊ − R₋) / (R₊ + R₋), from −1 to 1, positive if the first is greater.
/// </param>
/// <param name="Pairs">Number of differences that are not 0.</param>
public sealed record SignedRankResult(double Statistic, double PValue, double EffectSize, int Pairs);

/// <summary>
/// Wilcoxon's signed-rank test of paired values (1945). Differences of 0 are dropped, as he did; equal ones share their mean rank.
/// Scores are ratios of counts and means of such, so that equal differences come out unequal by rounding (0.1 + 0.2 − 0.3):
/// differences are taken for equal, or for 0, within 1e-12 of the largest magnitude among the values.
/// </summary>
public static class WilcoxonSignedRank
{
    /// <summary>Maximum number of differences for the exact p, ties included; above it, p is the normal approximation's.</summary>
    public const int ExactPairs = 50;

    private const double Resolution = 1e-12;

    /// <summary>
    /// Tests whether <c>first[i] − second[i]</c> is distributed symmetrically about 0. Without any difference p is 1 and the effect 0.
    /// </summary>
    /// <exception cref="ArgumentException">Lists of different lengths, or a value that is not finite.</exception>
    public static SignedRankResult Test(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        if (first.Count != second.Count)
            throw new ArgumentException($"Paired values must come in pairs, got {first.Count} and {second.Count}.", nameof(second));
        if (!first.Concat(second).All(double.IsFinite))
            throw new ArgumentException("Values must be finite.", nameof(first));
        double tolerance = Resolution * first.Concat(second).Select(Math.Abs).DefaultIfEmpty().Max();
        double[] differences = [.. first.Zip(second, (a, b) => a - b).Where(d => Math.Abs(d) > tolerance).OrderBy(Math.Abs)];
        if (differences.Length == 0)
            return new SignedRankResult(0, 1, 0, 0);
        int[] ranks = DoubledRanks(differences, tolerance);
        int total = ranks.Sum(), positive = ranks.Where((_, i) => differences[i] > 0).Sum();
        int smaller = Math.Min(positive, total - positive);
        double tail = differences.Length <= ExactPairs ? ExactTail(ranks, smaller) : NormalTail(ranks, smaller);
        return new SignedRankResult(smaller / 2.0, Math.Min(1, 2 * tail), (double)((2 * positive) - total) / total, differences.Length);
    }

    /// <summary>Computes twice the rank of each magnitude, in ascending order: a mean rank is a whole or a half.</summary>
    private static int[] DoubledRanks(double[] differences, double tolerance)
    {
        int[] ranks = new int[differences.Length];
        for (int start = 0, end = 1; start < ranks.Length; start = end++)
        {
            while (end < ranks.Length && Math.Abs(differences[end]) - Math.Abs(differences[end - 1]) <= tolerance)
                end++;
            ranks.AsSpan(start..end).Fill(start + end + 1);
        }

        return ranks;
    }

    /// <summary>
    /// Computes P(rank sum ≤ observed) if every sign is equally likely: ways[s] counts the choices of signs with rank sum s, one rank
    /// after another. At most 2^50, so that doubles count exactly.
    /// </summary>
    private static double ExactTail(int[] ranks, int observed)
    {
        double[] ways = new double[observed + 1];
        ways[0] = 1;
        foreach (int rank in ranks)
            for (int s = observed; s >= rank; s--)
                ways[s] += ways[s - rank];
        return ways.Sum() * Math.Pow(0.5, ranks.Length);
    }

    /// <summary>
    /// Computes the same from the normal distribution of that mean and variance (Σ rank²/4: ties included), with continuity correction.
    /// </summary>
    private static double NormalTail(int[] ranks, int observed)
    {
        double mean = ranks.Sum() / 4.0, variance = ranks.Sum(r => (double)r * r) / 16;
        return NormalDistribution.UpperTail(Math.Max(0, mean - (observed / 2.0) - 0.5) / Math.Sqrt(variance));
    }
}
