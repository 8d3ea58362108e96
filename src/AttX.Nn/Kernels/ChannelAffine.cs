using System.Runtime.CompilerServices;
using AttX.Nn.Simd;

namespace AttX.Nn.Kernels;

/// <summary>y[r, c] = x[r, c] · scale[c] + shift[c], clamped at zero if asked: batch normalisation, once its statistics are known.</summary>
internal unsafe struct ChannelAffine : IColumnKernel
{
    public float* X;
    public float* Y;
    public int Rows;
    public int Columns;
    public float* Scale;
    public float* Shift;
    public bool Relu;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<S, V>(int first, int last)
        where S : struct, ISimd<V>
        where V : struct
    {
        float* x = X, y = Y, scale = Scale, shift = Shift;
        bool relu = Relu;
        for (int r = Rows; r > 0; r--, x += Columns, y += Columns)
            for (int c = first; c < last; c += S.Width)
            {
                V value = S.MultiplyAdd(S.Load(x + c), S.Load(scale + c), S.Load(shift + c));
                S.Store(relu ? S.Relu(value) : value, y + c);
            }
    }
}
