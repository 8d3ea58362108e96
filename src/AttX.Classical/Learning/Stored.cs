namespace AttX.Classical.Learning;

/// <summary>Checks of what a file claims.</summary>
internal static class Stored
{
    /// <summary>Checks that a list has so many numbers, all finite.</summary>
    public static void Finite(string name, ReadOnlySpan<double> values, long count)
    {
        That(values.Length == count, $"{name} holds {values.Length} numbers, expected {count}");
        That(!values.ContainsAnyExceptInRange(double.MinValue, double.MaxValue), $"{name} holds a number that is not finite");
    }

    /// <summary>Checks a condition.</summary>
    /// <exception cref="InvalidDataException">It does not hold.</exception>
    public static void That(bool holds, string otherwise)
    {
        if (!holds)
            throw new InvalidDataException($"Damaged classifier: {otherwise}.");
    }
}
