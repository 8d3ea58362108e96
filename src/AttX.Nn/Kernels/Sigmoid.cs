using System.Runtime.CompilerServices;
using AttX.Nn.Simd;

namespace AttX.Nn.Kernels;

/// <summary>y[i] = 1 / (1 + exp(−x[i])).</summary>
internal unsafe struct Sigmoid : IColumnKernel
{
    public float* X;
    public float* Y;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<S, V>(int first, int last)
        where S : struct, ISimd<V>
        where V : struct
    {
        V one = S.Create(1);
        for (int i = first; i < last; i += S.Width)
            S.Store(S.Divide(one, S.Add(one, S.Exp(S.Subtract(S.Create(0), S.Load(X + i))))), Y + i);
    }
}
