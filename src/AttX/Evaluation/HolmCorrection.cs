namespace AttX.Evaluation;

/// <summary>
/// Holm's step-down correction (1979), which bounds the probability of any false rejection in a family of tests, whatever their
/// dependence: adjusted p₍ᵢ₎ = max over j ≤ i of min(1, (m − j + 1)·p₍ⱼ₎), in ascending order of p.
/// </summary>
public static class HolmCorrection
{
    /// <summary>Computes adjusted p-values, in the order given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A p-value outside [0, 1].</exception>
    public static IReadOnlyList<double> Adjust(IReadOnlyList<double> pValues)
    {
        if (!pValues.All(p => p is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(pValues), "A p-value lies between 0 and 1.");
        double[] adjusted = new double[pValues.Count];
        double largest = 0;
        int remaining = pValues.Count;
        foreach (int i in Enumerable.Range(0, pValues.Count).OrderBy(i => pValues[i]))
            adjusted[i] = largest = Math.Max(largest, Math.Min(1, remaining-- * pValues[i]));
        return adjusted;
    }
}
