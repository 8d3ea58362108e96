using System.Runtime.CompilerServices;
using AttX.Nn.Simd;

namespace AttX.Nn.Kernels;

/// <summary>
/// dw[i, o] += Σ_r x[r · xStride + i] · dy[r · dyStride + o]: the weight gradient of <see cref="Convolution"/>, summed over
/// the rows in order.
/// </summary>
internal unsafe struct ConvolutionWeightGradient : IColumnKernel
{
    public float* X;
    public nint XStride;
    public float* Dy;
    public nint DyStride;
    public float* Dw;
    public nint DwStride;
    public int Rows;
    public int Inner;

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
                int i = 0;
                for (; i + 8 <= Inner; i += 8)
                    Tile8x2<S, V>(i, o);
                for (; i < Inner; i++)
                {
                    Tile1x1<S, V>(i, o);
                    Tile1x1<S, V>(i, o + S.Width);
                }
            }
        }

        for (; o < last; o += S.Width)
        {
            int i = 0;
            for (; i + 8 <= Inner; i += 8)
                Tile8x1<S, V>(i, o);
            for (; i < Inner; i++)
                Tile1x1<S, V>(i, o);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Tile8x2<S, V>(int i, int o)
        where S : struct, ISimd<V>
        where V : struct
    {
        nint s = DwStride, xs = XStride, ds = DyStride;
        float* x = X + i;
        float* dy = Dy + o;
        float* d = Dw + (i * s) + o;
        float* e = d + S.Width;
        V a0 = S.Load(d), a1 = S.Load(d + s), a2 = S.Load(d + (2 * s)), a3 = S.Load(d + (3 * s));
        V a4 = S.Load(d + (4 * s)), a5 = S.Load(d + (5 * s)), a6 = S.Load(d + (6 * s)), a7 = S.Load(d + (7 * s));
        V b0 = S.Load(e), b1 = S.Load(e + s), b2 = S.Load(e + (2 * s)), b3 = S.Load(e + (3 * s));
        V b4 = S.Load(e + (4 * s)), b5 = S.Load(e + (5 * s)), b6 = S.Load(e + (6 * s)), b7 = S.Load(e + (7 * s));
        for (int r = Rows; r > 0; r--, x += xs, dy += ds)
        {
            V ga = S.Load(dy), gb = S.Load(dy + S.Width);
            V v = S.Create(x[0]);
            a0 = S.MultiplyAdd(v, ga, a0);
            b0 = S.MultiplyAdd(v, gb, b0);
            v = S.Create(x[1]);
            a1 = S.MultiplyAdd(v, ga, a1);
            b1 = S.MultiplyAdd(v, gb, b1);
            v = S.Create(x[2]);
            a2 = S.MultiplyAdd(v, ga, a2);
            b2 = S.MultiplyAdd(v, gb, b2);
            v = S.Create(x[3]);
            a3 = S.MultiplyAdd(v, ga, a3);
            b3 = S.MultiplyAdd(v, gb, b3);
            v = S.Create(x[4]);
            a4 = S.MultiplyAdd(v, ga, a4);
            b4 = S.MultiplyAdd(v, gb, b4);
            v = S.Create(x[5]);
            a5 = S.MultiplyAdd(v, ga, a5);
            b5 = S.MultiplyAdd(v, gb, b5);
            v = S.Create(x[6]);
            a6 = S.MultiplyAdd(v, ga, a6);
            b6 = S.MultiplyAdd(v, gb, b6);
            v = S.Create(x[7]);
            a7 = S.MultiplyAdd(v, ga, a7);
            b7 = S.MultiplyAdd(v, gb, b7);
        }

        S.Store(a0, d);
        S.Store(a1, d + s);
        S.Store(a2, d + (2 * s));
        S.Store(a3, d + (3 * s));
        S.Store(a4, d + (4 * s));
        S.Store(a5, d + (5 * s));
        S.Store(a6, d + (6 * s));
        S.Store(a7, d + (7 * s));
        S.Store(b0, e);
        S.Store(b1, e + s);
        S.Store(b2, e + (2 * s));
        S.Store(b3, e + (3 * s));
        S.Store(b4, e + (4 * s));
        S.Store(b5, e + (5 * s));
        S.Store(b6, e + (6 * s));
        S.Store(b7, e + (7 * s));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Tile8x1<S, V>(int i, int o)
        where S : struct, ISimd<V>
        where V : struct
    {
        nint s = DwStride, xs = XStride, ds = DyStride;
        float* x = X + i;
        float* dy = Dy + o;
        float* d = Dw + (i * s) + o;
        V a0 = S.Load(d), a1 = S.Load(d + s), a2 = S.Load(d + (2 * s)), a3 = S.Load(d + (3 * s));
        V a4 = S.Load(d + (4 * s)), a5 = S.Load(d + (5 * s)), a6 = S.Load(d + (6 * s)), a7 = S.Load(d + (7 * s));
        for (int r = Rows; r > 0; r--, x += xs, dy += ds)
        {
            V g = S.Load(dy);
            a0 = S.MultiplyAdd(S.Create(x[0]), g, a0);
            a1 = S.MultiplyAdd(S.Create(x[1]), g, a1);
            a2 = S.MultiplyAdd(S.Create(x[2]), g, a2);
            a3 = S.MultiplyAdd(S.Create(x[3]), g, a3);
            a4 = S.MultiplyAdd(S.Create(x[4]), g, a4);
            a5 = S.MultiplyAdd(S.Create(x[5]), g, a5);
            a6 = S.MultiplyAdd(S.Create(x[6]), g, a6);
            a7 = S.MultiplyAdd(S.Create(x[7]), g, a7);
        }

        S.Store(a0, d);
        S.Store(a1, d + s);
        S.Store(a2, d + (2 * s));
        S.Store(a3, d + (3 * s));
        S.Store(a4, d + (4 * s));
        S.Store(a5, d + (5 * s));
        S.Store(a6, d + (6 * s));
        S.Store(a7, d + (7 * s));
    }

    private readonly void Tile1x1<S, V>(int i, int o)
        where S : struct, ISimd<V>
        where V : struct
    {
        float* x = X + i;
        float* dy = Dy + o;
        float* d = Dw + (i * DwStride) + o;
        V sum = S.Load(d);
        for (int r = Rows; r > 0; r--, x += XStride, dy += DyStride)
            sum = S.MultiplyAdd(S.Create(*x), S.Load(dy), sum);
        S.Store(sum, d);
    }
}
