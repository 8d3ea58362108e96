using AttX.Classical.Learning;

namespace AttX.Classical.Trees;

/// <summary>A binary tree, node by node: a split is followed by its left part, and that by its right part.</summary>
/// <param name="Features">The feature that a split compares; −1 for a leaf.</param>
/// <param name="Thresholds">A row goes left if its feature is at most this; 0 for a leaf.</param>
/// <param name="Next">Of a split, the first node of its right part; of a leaf, its number among the leaves.</param>
/// <param name="Values">Values of each leaf, leaf by leaf.</param>
public sealed record DecisionTree(int[] Features, double[] Thresholds, int[] Next, double[] Values)
{
    /// <summary>Returns the number of the leaf that a row ends in.</summary>
    public int LeafOf(ReadOnlySpan<double> row)
    {
        int node = 0;
        while (Features[node] is var feature and >= 0)
            node = row[feature] <= Thresholds[node] ? node + 1 : Next[node];
        return Next[node];
    }

    /// <summary>Returns the values of the leaf that a row ends in.</summary>
    /// <param name="row">The row.</param>
    /// <param name="width">Values of a leaf.</param>
    public ReadOnlySpan<double> ValuesOf(ReadOnlySpan<double> row, int width) => Values.AsSpan(LeafOf(row) * width, width);

    /// <summary>Checks what was read from a file: every node but the first is the part of exactly one split before it.</summary>
    /// <exception cref="InvalidDataException">It is not such a tree.</exception>
    internal void Require(int columns, int width)
    {
        int nodes = Features.Length, leaves = 0;
        Stored.That(nodes > 0 && Next.Length == nodes, $"a tree has {nodes} nodes and {Next.Length} links");
        Stored.Finite("thresholds", Thresholds, nodes);
        var rights = new Stack<int>();
        for (int i = 0; i < nodes; i++)
        {
            Stored.That(Features[i] >= -1 && Features[i] < columns, $"node {i} of a tree compares feature {Features[i]} of {columns}");
            if (Features[i] >= 0)
            {
                rights.Push(Next[i]);
                continue;
            }

            Stored.That(Next[i] == leaves++, $"leaf {leaves - 1} of a tree is numbered {Next[i]}");
            int follows = rights.TryPop(out int right) ? right : nodes;
            Stored.That(follows == i + 1, $"node {i} of a tree is followed by node {follows}");
        }

        Stored.That(Features[^1] < 0, "a tree ends in a split");
        Stored.Finite("values", Values, (long)leaves * width);
    }
}
