using AttX.Classical.Learning;

namespace AttX.Classical.Trees;

/// <summary>The columns of a training set with the rank of each value, computed once for all trees: equal values share a rank.</summary>
internal sealed class RankedColumns
{
    public RankedColumns(Samples samples)
    {
        (Rows, Count) = (samples.Rows, samples.Columns);
        (Values, Ranks, Order) = (new double[Count][], new int[Count][], new int[Count][]);
        for (int c = 0; c < Count; c++)
        {
            double[] sorted = samples.Column(c);
            int[] order = [.. Enumerable.Range(0, Rows)], ranks = new int[Rows];
            (Values[c], Order[c], Ranks[c]) = ([.. sorted], order, ranks);
            Array.Sort(sorted, order);
            for (int i = 1, rank = 0; i < Rows; i++)
                ranks[order[i]] = rank += sorted[i] > sorted[i - 1] ? 1 : 0;
        }
    }

    public int Rows { get; }

    public int Count { get; }

    /// <summary>The values of each column, by row.</summary>
    public double[][] Values { get; }

    /// <summary>The ranks of each column, by row.</summary>
    public int[][] Ranks { get; }

    /// <summary>The rows of each column, by ascending value.</summary>
    public int[][] Order { get; }
}
