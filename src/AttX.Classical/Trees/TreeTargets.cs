namespace AttX.Classical.Trees;

/// <summary>What a tree is to predict, row by row, as sums that a division keeps apart.</summary>
/// <param name="Slots">The sum that a row adds to: its class; 0 for a number.</param>
/// <param name="Mass">What it adds: its weight; for a number, the number.</param>
/// <param name="Weights">Its weight; 0 leaves it out.</param>
/// <param name="Width">Number of sums.</param>
internal sealed record TreeTargets(int[] Slots, double[] Mass, double[] Weights, int Width)
{
    /// <summary>Classes of weighted rows.</summary>
    public static TreeTargets Classes(int[] labels, double[] weights, int classes) => new(labels, weights, weights, classes);

    /// <summary>Numbers of rows that weigh the same.</summary>
    public static TreeTargets Numbers(double[] numbers)
    {
        double[] ones = new double[numbers.Length];
        Array.Fill(ones, 1);
        return new TreeTargets(new int[numbers.Length], numbers, ones, 1);
    }
}

/// <summary>When a tree stops growing.</summary>
/// <param name="Depth">Splits from its root to a leaf, at most.</param>
/// <param name="LeafRows">Rows of a leaf, at least.</param>
/// <param name="SplitRows">Rows of a node that is split, at least.</param>
/// <param name="Features">Features that a split chooses from; 0: all.</param>
internal sealed record TreeLimits(int Depth = int.MaxValue, int LeafRows = 1, int SplitRows = 2, int Features = 0);
