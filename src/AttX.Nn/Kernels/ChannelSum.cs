using System.Runtime.CompilerServices;
using AttX.Nn.Simd;

namespace AttX.Nn.Kernels;

/// <summary>sum[c] += Σ_r x[r, c]: global average pooling, and the gradient of a bias.</summary>
internal unsafe struct ChannelSum : IColumnKernel
{
    public float* X;
    public int Rows;
    public int Columns;
    public float* Sum;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<S, V>(int first, int last)
        where S : struct, ISimd<V>
        where V : struct
    {
        for (int c = first; c < last; c += S.Width)
        {
            V sum = S.Load(Sum + c);
            float* x = X + c;
            for (int r = Rows; r > 0; r--, x += Columns)
                sum = S.Add(sum, S.Load(x));
            S.Store(sum, Sum + c);
        }
    }
}
