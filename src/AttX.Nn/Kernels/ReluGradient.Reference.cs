using System.Numerics;

namespace AttX.Nn.Kernels;

/// <summary>
/// Obviously correct. Never optimised: the tests trust it.
/// dy[i] = 0 where y[i] ≤ 0, in place.
/// </summary>
internal static class ReluGradientReference
{
    public static void Run<T>(ReadOnlySpan<T> y, Span<T> dy)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < dy.Length; i++)
            if (y[i] <= T.Zero)
                dy[i] = T.Zero;
    }
}
