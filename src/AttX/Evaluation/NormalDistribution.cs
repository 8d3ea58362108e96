namespace AttX.Evaluation;

/// <summary>The standard normal distribution.</summary>
internal static class NormalDistribution
{
    /// <summary>Computes 1 − Φ(z): Marsaglia's series (2004) in the middle, Laplace's continued fraction in the tail.</summary>
    public static double UpperTail(double z)
    {
        if (z < 0)
            return 1 - UpperTail(-z);
        double density = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI), sum = z, term = z, fraction = z;
        if (z > 3)
        {
            for (int k = 100; k > 0; k--)
                fraction = z + (k / fraction);
            return density / fraction;
        }

        for (int k = 3; term > sum * 1e-17; k += 2)
            sum += term *= z * z / k;
        return 0.5 - (density * sum);
    }
}
