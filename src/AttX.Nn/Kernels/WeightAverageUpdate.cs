using System.Runtime.CompilerServices;
using AttX.Nn.Simd;

namespace AttX.Nn.Kernels;

/// <summary>One step of a moving average of weights, element by element: a += share · (w − a).</summary>
internal unsafe struct WeightAverageUpdate : IColumnKernel
{
    public float* Averages;
    public float* Weights;
    public float Share;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<S, TVector>(int first, int last)
        where S : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector share = S.Create(Share);
        for (int i = first; i < last; i += S.Width)
        {
            TVector average = S.Load(Averages + i);
            S.Store(S.MultiplyAdd(share, S.Subtract(S.Load(Weights + i), average), average), Averages + i);
        }
    }
}
