namespace AttX.Evaluation;

/// <summary>
/// What a person's score with one seed varies by: score = mean + person + seed + residual, the variances of the three estimated from the mean squares of
/// a two-way analysis of variance without replication (Searle, Casella and McCulloch 1992, ch. 4); a negative estimate counts as 0.
/// </summary>
/// <param name="People">Standard deviation between people.</param>
/// <param name="Seeds">Standard deviation between seeds that all people share.</param>
/// <param name="Residual">Standard deviation of what a seed does to one person alone.</param>
public sealed record VarianceComponents(double People, double Seeds, double Residual)
{
    /// <summary>Standard deviation between seeds of one person's score: to be compared with <see cref="People"/>, like with like.</summary>
    public double SeedsOfOnePerson => Math.Sqrt((Seeds * Seeds) + (Residual * Residual));

    /// <summary>Estimates the components; null for fewer than two seeds or two people.</summary>
    /// <param name="perSeed">For each seed, every person's score, in one order.</param>
    public static VarianceComponents? Of(IReadOnlyList<IReadOnlyList<double>> perSeed)
    {
        if (perSeed.Count < 2 || perSeed[0].Count < 2)
            return null;
        int seeds = perSeed.Count, people = perSeed[0].Count;
        double[] ofSeed = [.. perSeed.Select(Moments.Mean)], ofPerson = [.. Enumerable.Range(0, people).Select(i => perSeed.Average(s => s[i]))];
        double mean = Moments.Mean(ofSeed), residual = 0;
        for (int j = 0; j < seeds; j++)
            for (int i = 0; i < people; i++)
                residual += Math.Pow(perSeed[j][i] - ofSeed[j] - ofPerson[i] + mean, 2);
        residual /= (seeds - 1) * (people - 1);
        return new VarianceComponents(
            Math.Sqrt(Math.Max(0, Math.Pow(Moments.StandardDeviation(ofPerson), 2) - (residual / seeds))),
            Math.Sqrt(Math.Max(0, Math.Pow(Moments.StandardDeviation(ofSeed), 2) - (residual / people))),
            Math.Sqrt(residual));
    }
}
