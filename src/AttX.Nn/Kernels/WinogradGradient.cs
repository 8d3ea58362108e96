using System.Runtime.CompilerServices;
using AttX.Nn.Simd;

namespace AttX.Nn.Kernels;

/// <summary>
/// e[p, tile, o] = Σ_r Aᵀ[r, p] · dy[4 · tile + r, o]: the output's gradient, transformed to the points of
/// <see cref="Winograd"/>.
/// </summary>
internal unsafe struct WinogradOutputGradient : IColumnKernel
{
    public float* Dy;
    public float* E;
    public int Tiles;
    public int Columns;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<S, V>(int first, int last)
        where S : struct, ISimd<V>
        where V : struct
    {
        nint n = Columns, plane = (nint)Tiles * Columns;
        V two = S.Create(2), half = S.Create(0.5f), four = S.Create(4), quarter = S.Create(0.25f), eight = S.Create(8), eighth = S.Create(0.125f);
        for (int tile = 0; tile < Tiles; tile++)
            for (int o = first; o < last; o += S.Width)
            {
                float* dy = Dy + (tile * Winograd.Outputs * n) + o;
                float* e = E + (tile * n) + o;
                V y0 = S.Load(dy), y1 = S.Load(dy + n), y2 = S.Load(dy + (2 * n)), y3 = S.Load(dy + (3 * n));
                S.Store(y0, e);
                V even = S.Add(y0, y2), odd = S.Add(y1, y3);
                S.Store(S.Add(even, odd), e + plane);
                S.Store(S.Subtract(even, odd), e + (2 * plane));
                even = S.MultiplyAdd(four, y2, y0);
                odd = S.MultiplyAdd(eight, y3, S.Multiply(two, y1));
                S.Store(S.Add(even, odd), e + (3 * plane));
                S.Store(S.Subtract(even, odd), e + (4 * plane));
                even = S.MultiplyAdd(quarter, y2, y0);
                odd = S.MultiplyAdd(eighth, y3, S.Multiply(half, y1));
                S.Store(S.Add(even, odd), e + (5 * plane));
                S.Store(S.Subtract(even, odd), e + (6 * plane));
                S.Store(y3, e + (7 * plane));
            }
    }
}

/// <summary>dw[t, i] += Σ_p G[p, t] · du[p, i], element by element over inputs × outputs.</summary>
internal unsafe struct WinogradWeightGradient : IColumnKernel
{
    public float* Du;
    public float* Dw;
    public int Columns;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<S, V>(int first, int last)
        where S : struct, ISimd<V>
        where V : struct
    {
        nint n = Columns;
        V ninth = S.Create(-2f / 9), ninetieth = S.Create(1f / 90), fraction = S.Create(32f / 45);
        V two = S.Create(2), four = S.Create(4), eight = S.Create(8), sixteen = S.Create(16);
        V half = S.Create(0.5f), quarter = S.Create(0.25f), eighth = S.Create(0.125f), sixteenth = S.Create(0.0625f);
        for (nint i = first; i < last; i += S.Width)
        {
            V u1 = S.Load(Du + n + i), u2 = S.Load(Du + (2 * n) + i), u3 = S.Load(Du + (3 * n) + i), u4 = S.Load(Du + (4 * n) + i);
            V u5 = S.Load(Du + (5 * n) + i), u6 = S.Load(Du + (6 * n) + i);
            V even1 = S.Multiply(ninth, S.Add(u1, u2)), odd1 = S.Multiply(ninth, S.Subtract(u1, u2));
            V even2 = S.Multiply(ninetieth, S.Add(u3, u4)), odd2 = S.Multiply(ninetieth, S.Subtract(u3, u4));
            V even3 = S.Multiply(fraction, S.Add(u5, u6)), odd3 = S.Multiply(fraction, S.Subtract(u5, u6));
            Add<S, V>(S.Add(S.Load(Du + i), S.Add(even1, S.Add(even2, even3))), Dw + i);
            Add<S, V>(S.MultiplyAdd(two, odd2, S.MultiplyAdd(half, odd3, odd1)), Dw + n + i);
            Add<S, V>(S.MultiplyAdd(four, even2, S.MultiplyAdd(quarter, even3, even1)), Dw + (2 * n) + i);
            Add<S, V>(S.MultiplyAdd(eight, odd2, S.MultiplyAdd(eighth, odd3, odd1)), Dw + (3 * n) + i);
            Add<S, V>(
                S.Add(S.Load(Du + (7 * n) + i), S.MultiplyAdd(sixteen, even2, S.MultiplyAdd(sixteenth, even3, even1))), Dw + (4 * n) + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<S, V>(V value, float* dw)
        where S : struct, ISimd<V>
        where V : struct => S.Store(S.Add(S.Load(dw), value), dw);
}
