namespace AttX.Testing;

/// <summary>Thrown where two arrays differ by more than their tolerance.</summary>
public sealed class ToleranceException(string message) : Exception(message);

/// <summary>Comparisons relative to an array's largest magnitude.</summary>
public static class Tolerance
{
    /// <summary>Fails unless max |actual − expected| ≤ tolerance · max |expected|.</summary>
    public static void Relative(string what, IReadOnlyList<float> actual, IReadOnlyList<double> expected, double tolerance) =>
        Absolute(what, actual, expected, tolerance * expected.Max(Math.Abs));

    /// <summary>Fails unless max |actual − expected| ≤ tolerance · max |expected|.</summary>
    public static void Relative(string what, IReadOnlyList<float> actual, IReadOnlyList<float> expected, double tolerance) =>
        Relative(what, actual, [.. expected.Select(v => (double)v)], tolerance);

    /// <summary>Fails unless max |actual − expected| ≤ bound; NaN is never close.</summary>
    public static void Absolute(string what, IReadOnlyList<float> actual, IReadOnlyList<double> expected, double bound)
    {
        if (actual.Count != expected.Count)
            throw new ToleranceException($"{what}: {actual.Count} values, expected {expected.Count}.");
        for (int i = 0; i < actual.Count; i++)
            if (!(Math.Abs(actual[i] - expected[i]) <= bound))
                throw new ToleranceException(
                    $"{what}[{i}] is {actual[i]:R}, expected {expected[i]:R} ± {bound:G3} (largest {expected.Max(Math.Abs):G3}).");
    }
}
