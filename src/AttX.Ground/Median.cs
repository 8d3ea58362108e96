namespace AttX.Ground;

/// <summary>The median.</summary>
public static class Median
{
    /// <summary>Returns the middle value, or the mean of the two in the middle.</summary>
    /// <param name="values">At least one value, in any order.</param>
    public static double Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
