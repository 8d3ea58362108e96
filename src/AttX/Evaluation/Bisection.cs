namespace AttX.Evaluation;

/// <summary>Search by halving.</summary>
internal static class Bisection
{
    /// <summary>Finds where a condition begins to hold between 0 and a value at which it holds, to the precision of doubles.</summary>
    public static double Find(Func<double, bool> holds, double high)
    {
        double low = 0;
        for (double middle = high / 2; middle > low && middle < high; middle = low + ((high - low) / 2))
            (low, high) = holds(middle) ? (low, middle) : (middle, high);
        return high;
    }
}
