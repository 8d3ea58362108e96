using System.Runtime.CompilerServices;
using AttX.Nn.Simd;

namespace AttX.Nn.Kernels;

/// <summary>
/// Minimal filtering F(4, 5) (Winograd 1980; Toom-Cook at the points 0, ±1, ±2, ±1/2, ∞): four outputs of a convolution with
/// five taps take eight multiplications instead of twenty. y = Aᵀ[(G w) ⊙ (Bᵀ x)] over tiles of eight inputs; summed over the
/// input channels, the ⊙ becomes eight matrix products. In float its rounding error is about twice that of the direct sum.
/// </summary>
internal static class Winograd
{
    /// <summary>Taps of the filter.</summary>
    public const int Taps = 5;

    /// <summary>Outputs of a tile.</summary>
    public const int Outputs = 4;

    /// <summary>Inputs of a tile, and multiplications.</summary>
    public const int Points = 8;
}

/// <summary>v[p, tile, c] = Σ_i Bᵀ[p, i] · x[4 · tile + i, c].</summary>
internal unsafe struct WinogradInput : IColumnKernel
{
    public float* X;
    public float* V;
    public int Tiles;
    public int Columns;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<S, V_>(int first, int last)
        where S : struct, ISimd<V_>
        where V_ : struct
    {
        nint n = Columns, plane = (nint)Tiles * Columns;
        V_ c525 = S.Create(5.25f), c425 = S.Create(-4.25f), c250 = S.Create(-2.5f), c125 = S.Create(-1.25f), c5 = S.Create(-5f);
        V_ quarter = S.Create(0.25f), half = S.Create(0.5f), two = S.Create(2f), four = S.Create(4f);
        for (int tile = 0; tile < Tiles; tile++)
            for (int c = first; c < last; c += S.Width)
            {
                float* x = X + (tile * Winograd.Outputs * n) + c;
                float* v = V + (tile * n) + c;
                V_ x0 = S.Load(x), x1 = S.Load(x + n), x2 = S.Load(x + (2 * n)), x3 = S.Load(x + (3 * n));
                V_ x4 = S.Load(x + (4 * n)), x5 = S.Load(x + (5 * n)), x6 = S.Load(x + (6 * n)), x7 = S.Load(x + (7 * n));
                S.Store(S.MultiplyAdd(c525, S.Subtract(x4, x2), S.Subtract(x0, x6)), v);
                S.Store(S.MultiplyAdd(c525, S.Subtract(x3, x5), S.Subtract(x7, x1)), v + (7 * plane));
                V_ even = S.MultiplyAdd(c425, x4, S.Add(x2, x6)), odd = S.MultiplyAdd(c425, x3, S.Add(x1, x5));
                S.Store(S.Add(even, odd), v + plane);
                S.Store(S.Subtract(even, odd), v + (2 * plane));
                even = S.MultiplyAdd(c125, x4, S.MultiplyAdd(quarter, x2, x6));
                odd = S.MultiplyAdd(c250, x3, S.MultiplyAdd(two, x5, S.Multiply(half, x1)));
                S.Store(S.Add(even, odd), v + (3 * plane));
                S.Store(S.Subtract(even, odd), v + (4 * plane));
                even = S.MultiplyAdd(c5, x4, S.MultiplyAdd(four, x2, x6));
                odd = S.MultiplyAdd(c250, x3, S.MultiplyAdd(half, x5, S.Multiply(two, x1)));
                S.Store(S.Add(even, odd), v + (5 * plane));
                S.Store(S.Subtract(even, odd), v + (6 * plane));
            }
    }
}

/// <summary>
/// y[4 · tile + r, o] = start + Σ_p Aᵀ[r, p] · m[p, tile, o], with the start and the ReLU of <see cref="Convolution"/>.
/// </summary>
internal unsafe struct WinogradOutput : IColumnKernel
{
    public float* M;
    public float* Bias;
    public float* Y;
    public int Tiles;
    public int Columns;
    public bool Accumulate;
    public bool Relu;

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
                float* m = M + (tile * n) + o;
                float* y = Y + (tile * Winograd.Outputs * n) + o;
                V m1 = S.Load(m + plane), m2 = S.Load(m + (2 * plane)), m3 = S.Load(m + (3 * plane));
                V m4 = S.Load(m + (4 * plane)), m5 = S.Load(m + (5 * plane)), m6 = S.Load(m + (6 * plane));
                V sum1 = S.Add(m1, m2), difference1 = S.Subtract(m1, m2), sum2 = S.Add(m3, m4);
                V difference2 = S.Subtract(m3, m4), sum3 = S.Add(m5, m6), difference3 = S.Subtract(m5, m6);
                Put<S, V>(S.Add(S.Add(S.Load(m), sum1), S.Add(sum2, sum3)), y, o);
                Put<S, V>(S.MultiplyAdd(two, difference2, S.MultiplyAdd(half, difference3, difference1)), y + n, o);
                Put<S, V>(S.MultiplyAdd(four, sum2, S.MultiplyAdd(quarter, sum3, sum1)), y + (2 * n), o);
                Put<S, V>(
                    S.MultiplyAdd(eight, difference2, S.MultiplyAdd(eighth, difference3, S.Add(difference1, S.Load(m + (7 * plane))))),
                    y + (3 * n),
                    o);
            }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Put<S, V>(V value, float* y, int o)
        where S : struct, ISimd<V>
        where V : struct
    {
        if (Accumulate)
            value = S.Add(S.Load(y), value);
        else if (Bias != null)
            value = S.Add(S.Load(Bias + o), value);
        S.Store(Relu ? S.Relu(value) : value, y);
    }
}

/// <summary>u[p, i] = Σ_t G[p, t] · w[t, i], element by element over inputs × outputs.</summary>
internal unsafe struct WinogradWeights : IColumnKernel
{
    public float* W;
    public float* U;
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
            V w0 = S.Load(W + i), w1 = S.Load(W + n + i), w2 = S.Load(W + (2 * n) + i), w3 = S.Load(W + (3 * n) + i);
            V w4 = S.Load(W + (4 * n) + i);
            S.Store(w0, U + i);
            Pair<S, V>(S.Add(w0, S.Add(w2, w4)), S.Add(w1, w3), ninth, U + n + i);
            Pair<S, V>(
                S.MultiplyAdd(sixteen, w4, S.MultiplyAdd(four, w2, w0)), S.MultiplyAdd(eight, w3, S.Multiply(two, w1)), ninetieth, U + (3 * n) + i);
            Pair<S, V>(
                S.MultiplyAdd(sixteenth, w4, S.MultiplyAdd(quarter, w2, w0)), S.MultiplyAdd(eighth, w3, S.Multiply(half, w1)), fraction, U + (5 * n) + i);
            S.Store(w4, U + (7 * n) + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Pair<S, V>(V even, V odd, V factor, float* u)
        where S : struct, ISimd<V>
        where V : struct
    {
        S.Store(S.Multiply(factor, S.Add(even, odd)), u);
        S.Store(S.Multiply(factor, S.Subtract(even, odd)), u + Columns);
    }
}
