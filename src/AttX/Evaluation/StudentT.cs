namespace AttX.Evaluation;

/// <summary>Student's t distribution, for whole degrees of freedom.</summary>
internal static class StudentT
{
    private const int Steps = 400;

    /// <summary>Computes P(T &gt; t) by the finite series of Abramowitz and Stegun (1964), 26.7.3 and 26.7.4.</summary>
    public static double UpperTail(double t, int freedom)
    {
        if (t < 0)
            return 1 - UpperTail(-t, freedom);
        double angle = Math.Atan(t / Math.Sqrt(freedom)), cosine = Math.Cos(angle), sum = 0, term = freedom % 2 == 1 ? cosine : 1;
        for (int k = freedom % 2 == 1 ? 3 : 2; k <= freedom; k += 2)
        {
            sum += term;
            term *= cosine * cosine * (k - 1) / k;
        }

        double within = freedom % 2 == 1 ? 2 / Math.PI * (angle + (Math.Sin(angle) * sum)) : Math.Sin(angle) * sum;
        return (1 - within) / 2;
    }

    /// <summary>Computes the t that is exceeded with a probability of at most ½.</summary>
    public static double Quantile(double upperTail, int freedom)
    {
        double high = 1;
        while (UpperTail(high, freedom) > upperTail)
            high *= 2;
        return Bisection.Find(t => UpperTail(t, freedom) < upperTail, high);
    }

    /// <summary>
    /// Computes the power of a two-sided test: P(|T′| &gt; critical) for the noncentral T′ = (Z + shift)/S, by Simpson's rule over S, the root of a χ² over
    /// its degrees of freedom.
    /// </summary>
    public static double Power(double shift, double critical, int freedom)
    {
        double power = 0, total = 0, last = 1 + (12 / Math.Sqrt(freedom));
        for (int i = 0; i <= Steps; i++)
        {
            double s = last * i / Steps, weight = i is 0 or Steps ? 1 : i % 2 == 1 ? 4 : 2;
            double density = weight * Math.Pow(s, freedom - 1) * Math.Exp(freedom * (1 - (s * s)) / 2);
            total += density;
            power += density * (NormalDistribution.UpperTail((critical * s) - shift) + NormalDistribution.UpperTail((critical * s) + shift));
        }

        return power / total;
    }
}
