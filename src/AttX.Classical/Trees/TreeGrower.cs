using AttX.Ground;

namespace AttX.Classical.Trees;

/// <summary>A tree with the leaf of each training row.</summary>
/// <param name="Tree">The tree.</param>
/// <param name="Leaves">The number of the leaf that each row ends in; −1 for rows left out.</param>
internal sealed record GrownTree(DecisionTree Tree, int[] Leaves);

/// <summary>Grows a classification or regression tree greedily, depth first (CART; Breiman et al. 1984).</summary>
internal sealed class TreeGrower<TScore>
    where TScore : struct, ISplitScore
{
    /// <summary>Share of a node's weight below which what is not of one class counts as rounding.</summary>
    private const double Rounding = 1e-12;

    private readonly RankedColumns _columns;
    private readonly TreeTargets _targets;
    private readonly TreeLimits _limits;
    private readonly SplitSearch<TScore> _search;
    private readonly int[] _rows, _spare, _leafOf;
    private readonly List<int> _features = [], _next = [];
    private readonly List<double> _thresholds = [], _values = [];

    private TreeGrower(RankedColumns columns, TreeTargets targets, TreeLimits limits, Rng? random)
    {
        (_columns, _targets, _limits) = (columns, targets, limits);
        _search = new SplitSearch<TScore>(columns, targets, limits, random);
        _rows = [.. Enumerable.Range(0, columns.Rows).Where(r => targets.Weights[r] > 0)];
        (_spare, _leafOf) = (new int[_rows.Length], new int[columns.Rows]);
        Array.Fill(_leafOf, -1);
    }

    /// <summary>Grows a tree; its leaves hold the weighted means of the targets: for classes, their shares.</summary>
    /// <param name="columns">The features.</param>
    /// <param name="targets">What it is to predict.</param>
    /// <param name="limits">When to stop.</param>
    /// <param name="random">Draws the features of each split, if not all are considered.</param>
    public static GrownTree Grow(RankedColumns columns, TreeTargets targets, TreeLimits limits, Rng? random = null)
    {
        var grower = new TreeGrower<TScore>(columns, targets, limits, random);
        grower.GrowFrom();
        return new GrownTree(new DecisionTree([.. grower._features], [.. grower._thresholds], [.. grower._next], [.. grower._values]), grower._leafOf);
    }

    private void GrowFrom()
    {
        var waiting = new Stack<(int First, int End, int Depth, int Parent)>([(0, _rows.Length, 0, -1)]);
        double[] sums = new double[_targets.Width];
        while (waiting.TryPop(out var node))
        {
            if (node.Parent >= 0)
                _next[node.Parent] = _features.Count;
            Span<int> rows = _rows.AsSpan(node.First, node.End - node.First);
            double weight = Sum(rows, sums);
            bool ends = node.Depth >= _limits.Depth || rows.Length < _limits.SplitRows || rows.Length < 2 * _limits.LeafRows || IsPure(rows, sums, weight);
            if (ends || _search.Best(rows, sums, weight) is not { } split)
            {
                AddLeaf(rows, sums, weight);
                continue;
            }

            int middle = node.First + Divide(rows, split);
            waiting.Push((middle, node.End, node.Depth + 1, _features.Count));
            waiting.Push((node.First, middle, node.Depth + 1, -1));
            Add(split.Feature, split.Threshold, 0);
        }
    }

    private double Sum(ReadOnlySpan<int> rows, double[] sums)
    {
        Array.Clear(sums);
        double weight = 0;
        foreach (int row in rows)
        {
            sums[_targets.Slots[row]] += _targets.Mass[row];
            weight += _targets.Weights[row];
        }

        return weight;
    }

    /// <summary>Returns whether all rows are of one class, or have one number.</summary>
    private bool IsPure(ReadOnlySpan<int> rows, double[] sums, double weight)
    {
        if (sums.Length > 1)
            return sums.Max() >= weight * (1 - Rounding);
        double first = _targets.Mass[rows[0]];
        foreach (int row in rows)
            if (_targets.Mass[row] != first)
                return false;
        return true;
    }

    /// <summary>Puts the rows that go left before the others, each in their order; returns how many there are.</summary>
    private int Divide(Span<int> rows, Split split)
    {
        int[] ranks = _columns.Ranks[split.Feature];
        (int left, int right) = (0, 0);
        foreach (int row in rows)
            if (ranks[row] <= split.Rank)
                rows[left++] = row;
            else
                _spare[right++] = row;
        _spare.AsSpan(0, right).CopyTo(rows[left..]);
        return left;
    }

    private void AddLeaf(ReadOnlySpan<int> rows, double[] sums, double weight)
    {
        int leaf = _values.Count / sums.Length;
        foreach (int row in rows)
            _leafOf[row] = leaf;
        Add(-1, 0, leaf);
        foreach (double sum in sums)
            _values.Add(sum / weight);
    }

    private void Add(int feature, double threshold, int next)
    {
        _features.Add(feature);
        _thresholds.Add(threshold);
        _next.Add(next);
    }
}
