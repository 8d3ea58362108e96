namespace AttX.Classical.Trees;

/// <summary>Scores a division of a node: the higher, the purer its parts.</summary>
internal interface ISplitScore
{
    /// <summary>Scores a division by the sums of the targets in its left part and in the node.</summary>
    static abstract double Of(ReadOnlySpan<double> left, ReadOnlySpan<double> total, double leftWeight, double totalWeight);
}

/// <summary>
/// Σ_k L_k²/w_L + R_k²/w_R: of weights by class, the largest has the smallest Gini impurity; of a sum of numbers, the smallest squared error
/// (Breiman et al. 1984).
/// </summary>
internal readonly struct SquareScore : ISplitScore
{
    public static double Of(ReadOnlySpan<double> left, ReadOnlySpan<double> total, double leftWeight, double totalWeight)
    {
        (double a, double b) = (0, 0);
        for (int k = 0; k < left.Length; k++)
        {
            double right = total[k] - left[k];
            a += left[k] * left[k];
            b += right * right;
        }

        return (a / leftWeight) + (b / (totalWeight - leftWeight));
    }
}

/// <summary>Σ_k L_k ln(L_k/w_L) + R_k ln(R_k/w_R): the negative entropy of the parts.</summary>
internal readonly struct EntropyScore : ISplitScore
{
    public static double Of(ReadOnlySpan<double> left, ReadOnlySpan<double> total, double leftWeight, double totalWeight)
    {
        double sum = 0;
        for (int k = 0; k < left.Length; k++)
            sum += Part(left[k], leftWeight) + Part(total[k] - left[k], totalWeight - leftWeight);
        return sum;
    }

    private static double Part(double weight, double of) => weight > 0 ? weight * Math.Log(weight / of) : 0;
}
