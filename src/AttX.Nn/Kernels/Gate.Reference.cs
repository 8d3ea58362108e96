using System.Numerics;

namespace AttX.Nn.Kernels;

/// <summary>
/// Obviously correct. Never optimised: the tests trust it.
/// y[r, c] = x[r, c] · gate[c], or, with a residual that is not empty, max(0, x[r, c] · gate[c] + residual[r, c]).
/// </summary>
internal static class GateReference
{
    public static void Run<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> gate, ReadOnlySpan<T> residual, Span<T> y, int rows, int columns)
        where T : IFloatingPointIeee754<T>
    {
        for (int at = 0; at < rows * columns; at++)
        {
            T value = x[at] * gate[at % columns];
            y[at] = residual.IsEmpty ? value : T.Max(T.Zero, value + residual[at]);
        }
    }
}

/// <summary>
/// Obviously correct. Never optimised: the tests trust it.
/// g = dy, or, with a dResidual that is not empty, dy where y &gt; 0, else 0, written there; dGate[c] = Σ_r g · x.
/// </summary>
internal static class GateGradientSumsReference
{
    public static void Run<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> dResidual, Span<T> dGate, int rows, int columns)
        where T : IFloatingPointIeee754<T>
    {
        dGate.Clear();
        for (int at = 0; at < rows * columns; at++)
        {
            T g = dResidual.IsEmpty || y[at] > T.Zero ? dy[at] : T.Zero;
            if (!dResidual.IsEmpty)
                dResidual[at] = g;
            dGate[at % columns] += g * x[at];
        }
    }
}
