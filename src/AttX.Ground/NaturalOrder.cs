namespace AttX.Ground;

/// <summary>Orders names as people do: digits by their value (S2 before S10), anything else by its code.</summary>
public sealed class NaturalOrder : IComparer<string>
{
    private NaturalOrder()
    {
    }

    /// <summary>The order.</summary>
    public static NaturalOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        if (x is null || y is null)
            return string.CompareOrdinal(x, y);
        for ((int i, int j) = (0, 0); i < x.Length && j < y.Length;)
        {
            ReadOnlySpan<char> a = Digits(x, i), b = Digits(y, j);
            int order = a.Length > 0 && b.Length > 0 ? ByValue(a.TrimStart('0'), b.TrimStart('0')) : x[i].CompareTo(y[j]);
            if (order != 0)
                return order;
            i += Math.Max(1, a.Length);
            j += Math.Max(1, b.Length);
        }

        return x.Length != y.Length ? x.Length.CompareTo(y.Length) : string.CompareOrdinal(x, y);
    }

    private static int ByValue(ReadOnlySpan<char> a, ReadOnlySpan<char> b) =>
        a.Length != b.Length ? a.Length.CompareTo(b.Length) : a.SequenceCompareTo(b);

    private static ReadOnlySpan<char> Digits(string text, int start)
    {
        int length = text.AsSpan(start).IndexOfAnyExceptInRange('0', '9');
        return text.AsSpan(start, length < 0 ? text.Length - start : length);
    }
}
