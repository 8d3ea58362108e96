using System.Numerics;

namespace AttX.Nn.Kernels;

/// <summary>
/// Obviously correct. Never optimised: the tests trust it.
/// y[i] = 1 / (1 + exp(−x[i])).
/// </summary>
internal static class SigmoidReference
{
    public static void Run<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < x.Length; i++)
            y[i] = T.One / (T.One + T.Exp(-x[i]));
    }
}
