using System.Numerics;

namespace AttX.Classical.Trees;

/// <summary>Sorts rows by rank: a stable radix sort, because ranks are small whole numbers.</summary>
internal sealed class RankSort(int rows)
{
    private const int Few = 24, MostBits = 8;

    private readonly int[] _counts = new int[1 << MostBits];
    private readonly int[] _spare = new int[rows];

    /// <summary>Sorts rows in place; returns false, and leaves their order, if all have the same rank.</summary>
    public bool Sort(Span<int> items, int[] ranks)
    {
        (int least, int most) = (int.MaxValue, int.MinValue);
        foreach (int row in items)
            (least, most) = (Math.Min(least, ranks[row]), Math.Max(most, ranks[row]));
        if (least == most)
            return false;
        if (items.Length <= Few)
        {
            Insert(items, ranks);
            return true;
        }

        int bits = BitOperations.Log2((uint)(most - least)) + 1, passes = (bits + MostBits - 1) / MostBits, width = (bits + passes - 1) / passes;
        Span<int> from = items, to = _spare.AsSpan(0, items.Length);
        for (int pass = 0; pass < passes; pass++)
        {
            Distribute(from, to, ranks, least, pass * width, width);
            Span<int> swap = from;
            from = to;
            to = swap;
        }

        if (passes % 2 == 1)
            from.CopyTo(items);
        return true;
    }

    private void Distribute(Span<int> from, Span<int> to, int[] ranks, int least, int shift, int width)
    {
        Span<int> counts = _counts.AsSpan(0, 1 << width);
        counts.Clear();
        int mask = (1 << width) - 1, start = 0;
        foreach (int row in from)
            counts[((ranks[row] - least) >> shift) & mask]++;
        foreach (ref int count in counts)
            (count, start) = (start, start + count);
        foreach (int row in from)
            to[counts[((ranks[row] - least) >> shift) & mask]++] = row;
    }

    private static void Insert(Span<int> items, int[] ranks)
    {
        for (int i = 1; i < items.Length; i++)
        {
            int row = items[i], rank = ranks[row], place = i;
            for (; place > 0 && ranks[items[place - 1]] > rank; place--)
                items[place] = items[place - 1];
            items[place] = row;
        }
    }
}
