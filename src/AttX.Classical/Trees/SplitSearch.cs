using AttX.Ground;

namespace AttX.Classical.Trees;

/// <summary>The best division of a node.</summary>
/// <param name="Feature">The feature compared.</param>
/// <param name="Rank">The largest rank that goes left.</param>
/// <param name="Threshold">The largest value that goes left: midway to the next.</param>
internal readonly record struct Split(int Feature, int Rank, double Threshold);

/// <summary>Finds the best division of a node's rows. Of equally good ones, that of the feature considered first, and its lowest.</summary>
internal sealed class SplitSearch<TScore>(RankedColumns columns, TreeTargets targets, TreeLimits limits, Rng? random)
    where TScore : struct, ISplitScore
{
    private readonly RankSort _sort = new(columns.Rows);
    private readonly int[] _sorted = new int[columns.Rows];
    private readonly int[] _features = [.. Enumerable.Range(0, columns.Count)];
    private readonly double[] _left = new double[targets.Width];

    /// <summary>Finds the division; null if no feature divides the rows.</summary>
    /// <param name="rows">The node's rows.</param>
    /// <param name="total">Sums of the node.</param>
    /// <param name="weight">Weight of the node.</param>
    public Split? Best(ReadOnlySpan<int> rows, ReadOnlySpan<double> total, double weight)
    {
        (double Score, int Feature, int Row, int Next) best = (double.NegativeInfinity, -1, 0, 0);
        int wanted = limits.Features is 0 ? columns.Count : limits.Features;
        for (int i = 0, useful = 0; i < _features.Length && (useful < wanted || best.Feature < 0); i++)
        {
            int feature = Draw(i, wanted);
            Span<int> sorted = _sorted.AsSpan(0, rows.Length);
            if (!Sort(rows, sorted, feature))
                continue;
            useful++;
            if (Scan(sorted, columns.Ranks[feature], total, weight, best.Score) is { Position: >= 0 } found)
                best = (found.Score, feature, sorted[found.Position], sorted[found.Position + 1]);
        }

        return best.Feature < 0 ? null
            : new Split(best.Feature, columns.Ranks[best.Feature][best.Row], Midway(columns.Values[best.Feature][best.Row], columns.Values[best.Feature][best.Next]));
    }

    /// <summary>Returns the feature to consider next: any that was not yet, if not all are to be considered.</summary>
    private int Draw(int done, int wanted)
    {
        if (random != null && wanted < _features.Length)
        {
            int drawn = done + random.NextInt(_features.Length - done);
            (_features[done], _features[drawn]) = (_features[drawn], _features[done]);
        }

        return _features[done];
    }

    /// <summary>Sorts the rows by a feature: all rows stand sorted already.</summary>
    private bool Sort(ReadOnlySpan<int> rows, Span<int> sorted, int feature)
    {
        if (rows.Length == columns.Rows)
        {
            columns.Order[feature].CopyTo(sorted);
            return columns.Ranks[feature][sorted[0]] < columns.Ranks[feature][sorted[^1]];
        }

        rows.CopyTo(sorted);
        return _sort.Sort(sorted, columns.Ranks[feature]);
    }

    /// <summary>Finds the division after a position that scores higher than the best so far.</summary>
    private (double Score, int Position) Scan(ReadOnlySpan<int> sorted, int[] ranks, ReadOnlySpan<double> total, double weight, double best)
    {
        (int[] slots, double[] mass, double[] weights) = (targets.Slots, targets.Mass, targets.Weights);
        Span<double> left = _left;
        left.Clear();
        double leftWeight = 0;
        int found = -1, last = sorted.Length - limits.LeafRows - 1, row = sorted[0];
        for (int i = 0; i <= last; i++)
        {
            left[slots[row]] += mass[row];
            leftWeight += weights[row];
            int next = sorted[i + 1];
            if (ranks[row] != ranks[next] && i >= limits.LeafRows - 1)
            {
                double score = TScore.Of(left, total, leftWeight, weight);
                if (score > best)
                    (best, found) = (score, i);
            }

            row = next;
        }

        return (best, found);
    }

    /// <summary>The mean of two values, or the lower one if rounding would make it the upper.</summary>
    private static double Midway(double low, double high) => (low / 2) + (high / 2) is var middle && middle < high && middle >= low ? middle : low;
}
