using System.Numerics;

namespace AttX.Nn.Kernels;

/// <summary>
/// Obviously correct. Never optimised: the tests trust it.
/// y[r, c] = x[r, c] · scale[c] + shift[c], with a ReLU if asked.
/// </summary>
internal static class ChannelAffineReference
{
    public static void Run<T>(ReadOnlySpan<T> x, Span<T> y, int rows, int columns, ReadOnlySpan<T> scale, ReadOnlySpan<T> shift, bool relu)
        where T : IFloatingPointIeee754<T>
    {
        for (int at = 0; at < rows * columns; at++)
        {
            T value = (x[at] * scale[at % columns]) + shift[at % columns];
            y[at] = relu ? T.Max(T.Zero, value) : value;
        }
    }
}
