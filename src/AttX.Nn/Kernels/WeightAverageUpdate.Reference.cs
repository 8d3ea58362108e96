using System.Numerics;

namespace AttX.Nn.Kernels;

/// <summary>Obviously correct. Never optimised: the tests trust it. a += share · (w − a).</summary>
internal static class WeightAverageUpdateReference
{
    public static void Run<T>(Span<T> averages, ReadOnlySpan<T> weights, T share)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < averages.Length; i++)
            averages[i] += share * (weights[i] - averages[i]);
    }
}
