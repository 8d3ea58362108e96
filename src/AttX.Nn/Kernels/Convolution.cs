using System.Runtime.CompilerServices;
using AttX.Nn.Simd;

namespace AttX.Nn.Kernels;

/// <summary>
/// y[r, o] = start + Σ_i x[r · xStride + i] · w[i, o], i over the inner length: a matrix product whose rows may overlap in
/// memory. With channels-last activations this is a convolution (inner = kernel · channels, xStride = stride · channels), its
/// input gradient (over the output's gradient, with flipped weights) and a linear layer (xStride = inner).
/// </summary>
internal unsafe struct Convolution : IColumnKernel
{
    public float* X;
    public nint XStride;
    public float* W;
    public nint WStride;

    /// <summary>The start of each sum: null for 0.</summary>
    public float* Bias;
    public float* Y;
    public nint YStride;
    public int Rows;
    public int Inner;

    /// <summary>Start from what y holds instead.</summary>
    public bool Accumulate;

    /// <summary>Clamp results below zero to zero.</summary>
    public bool Relu;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<S, V>(int first, int last)
        where S : struct, ISimd<V>
        where V : struct
    {
        int o = first;
        if (S.Width >= 8)
        {
            for (; o + (2 * S.Width) <= last; o += 2 * S.Width)
            {
                int r = 0;
                for (; r + 8 <= Rows; r += 8)
                    Tile8x2<S, V>(r, o);
                if (r < Rows && r > 0 && !Accumulate)
                {
                    // Rows that are left over: the last eight again, which gives the same values and is faster than one by one.
                    Tile8x2<S, V>(Rows - 8, o);
                    continue;
                }

                for (; r < Rows; r++)
                {
                    Tile1x1<S, V>(r, o);
                    Tile1x1<S, V>(r, o + S.Width);
                }
            }
        }

        for (; o < last; o += S.Width)
        {
            int r = 0;
            for (; r + 8 <= Rows; r += 8)
                Tile8x1<S, V>(r, o);
            for (; r < Rows; r++)
                Tile1x1<S, V>(r, o);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Tile8x2<S, V>(int r, int o)
        where S : struct, ISimd<V>
        where V : struct
    {
        nint s = XStride, ws = WStride;
        float* x = X + (r * s);
        float* x4 = x + (4 * s);
        float* w = W + o;
        int p = o + S.Width;
        V a0 = Start<S, V>(r, o), a1 = Start<S, V>(r + 1, o), a2 = Start<S, V>(r + 2, o), a3 = Start<S, V>(r + 3, o);
        V a4 = Start<S, V>(r + 4, o), a5 = Start<S, V>(r + 5, o), a6 = Start<S, V>(r + 6, o), a7 = Start<S, V>(r + 7, o);
        V b0 = Start<S, V>(r, p), b1 = Start<S, V>(r + 1, p), b2 = Start<S, V>(r + 2, p), b3 = Start<S, V>(r + 3, p);
        V b4 = Start<S, V>(r + 4, p), b5 = Start<S, V>(r + 5, p), b6 = Start<S, V>(r + 6, p), b7 = Start<S, V>(r + 7, p);
        for (float* end = x + Inner; x < end; x++, x4++, w += ws)
        {
            V wa = S.Load(w), wb = S.Load(w + S.Width);
            V v = S.Create(*x);
            a0 = S.MultiplyAdd(v, wa, a0);
            b0 = S.MultiplyAdd(v, wb, b0);
            v = S.Create(x[s]);
            a1 = S.MultiplyAdd(v, wa, a1);
            b1 = S.MultiplyAdd(v, wb, b1);
            v = S.Create(x[2 * s]);
            a2 = S.MultiplyAdd(v, wa, a2);
            b2 = S.MultiplyAdd(v, wb, b2);
            v = S.Create(x4[-s]);
            a3 = S.MultiplyAdd(v, wa, a3);
            b3 = S.MultiplyAdd(v, wb, b3);
            v = S.Create(*x4);
            a4 = S.MultiplyAdd(v, wa, a4);
            b4 = S.MultiplyAdd(v, wb, b4);
            v = S.Create(x4[s]);
            a5 = S.MultiplyAdd(v, wa, a5);
            b5 = S.MultiplyAdd(v, wb, b5);
            v = S.Create(x4[2 * s]);
            a6 = S.MultiplyAdd(v, wa, a6);
            b6 = S.MultiplyAdd(v, wb, b6);
            v = S.Create(x4[3 * s]);
            a7 = S.MultiplyAdd(v, wa, a7);
            b7 = S.MultiplyAdd(v, wb, b7);
        }

        Put<S, V>(a0, r, o);
        Put<S, V>(b0, r, p);
        Put<S, V>(a1, r + 1, o);
        Put<S, V>(b1, r + 1, p);
        Put<S, V>(a2, r + 2, o);
        Put<S, V>(b2, r + 2, p);
        Put<S, V>(a3, r + 3, o);
        Put<S, V>(b3, r + 3, p);
        Put<S, V>(a4, r + 4, o);
        Put<S, V>(b4, r + 4, p);
        Put<S, V>(a5, r + 5, o);
        Put<S, V>(b5, r + 5, p);
        Put<S, V>(a6, r + 6, o);
        Put<S, V>(b6, r + 6, p);
        Put<S, V>(a7, r + 7, o);
        Put<S, V>(b7, r + 7, p);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Tile8x1<S, V>(int r, int o)
        where S : struct, ISimd<V>
        where V : struct
    {
        nint s = XStride, ws = WStride;
        float* x = X + (r * s);
        float* x4 = x + (4 * s);
        float* w = W + o;
        V a0 = Start<S, V>(r, o), a1 = Start<S, V>(r + 1, o), a2 = Start<S, V>(r + 2, o), a3 = Start<S, V>(r + 3, o);
        V a4 = Start<S, V>(r + 4, o), a5 = Start<S, V>(r + 5, o), a6 = Start<S, V>(r + 6, o), a7 = Start<S, V>(r + 7, o);
        for (float* end = x + Inner; x < end; x++, x4++, w += ws)
        {
            V wa = S.Load(w);
            a0 = S.MultiplyAdd(S.Create(*x), wa, a0);
            a1 = S.MultiplyAdd(S.Create(x[s]), wa, a1);
            a2 = S.MultiplyAdd(S.Create(x[2 * s]), wa, a2);
            a3 = S.MultiplyAdd(S.Create(x4[-s]), wa, a3);
            a4 = S.MultiplyAdd(S.Create(*x4), wa, a4);
            a5 = S.MultiplyAdd(S.Create(x4[s]), wa, a5);
            a6 = S.MultiplyAdd(S.Create(x4[2 * s]), wa, a6);
            a7 = S.MultiplyAdd(S.Create(x4[3 * s]), wa, a7);
        }

        Put<S, V>(a0, r, o);
        Put<S, V>(a1, r + 1, o);
        Put<S, V>(a2, r + 2, o);
        Put<S, V>(a3, r + 3, o);
        Put<S, V>(a4, r + 4, o);
        Put<S, V>(a5, r + 5, o);
        Put<S, V>(a6, r + 6, o);
        Put<S, V>(a7, r + 7, o);
    }

    private readonly void Tile1x1<S, V>(int r, int o)
        where S : struct, ISimd<V>
        where V : struct
    {
        float* x = X + (r * XStride);
        float* w = W + o;
        V sum = Start<S, V>(r, o);
        for (float* end = x + Inner; x < end; x++, w += WStride)
            sum = S.MultiplyAdd(S.Create(*x), S.Load(w), sum);
        Put<S, V>(sum, r, o);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly V Start<S, V>(int r, int o)
        where S : struct, ISimd<V>
        where V : struct => Accumulate ? S.Load(Y + (r * YStride) + o) : Bias == null ? S.Create(0) : S.Load(Bias + o);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Put<S, V>(V value, int r, int o)
        where S : struct, ISimd<V>
        where V : struct => S.Store(Relu ? S.Relu(value) : value, Y + (r * YStride) + o);
}
