using System.Runtime.CompilerServices;
using AttX.Nn.Simd;

namespace AttX.Nn.Kernels;

/// <summary>
/// mean[c] = Σ_r x[r, c] / rows and m2[c] = Σ_r (x[r, c] − mean[c])², in one pass: sums of the differences from the first row,
/// which lies within the data, so that little cancels.
/// </summary>
internal unsafe struct ChannelMoments : IColumnKernel
{
    public float* X;
    public int Rows;
    public int Columns;
    public float* Mean;
    public float* M2;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<S, V>(int first, int last)
        where S : struct, ISimd<V>
        where V : struct
    {
        int c = first;
        for (; c + (2 * S.Width) <= last; c += 2 * S.Width)
            Two<S, V>(c);
        if (c < last)
            One<S, V>(c);
    }

    private readonly void Two<S, V>(int c)
        where S : struct, ISimd<V>
        where V : struct
    {
        float* x = X + c;
        V pivotA = S.Load(x), pivotB = S.Load(x + S.Width);
        V sumA = S.Create(0), sumB = sumA, squareA = sumA, squareB = sumA;
        for (int r = Rows; r > 0; r--, x += Columns)
        {
            V a = S.Subtract(S.Load(x), pivotA), b = S.Subtract(S.Load(x + S.Width), pivotB);
            sumA = S.Add(sumA, a);
            sumB = S.Add(sumB, b);
            squareA = S.MultiplyAdd(a, a, squareA);
            squareB = S.MultiplyAdd(b, b, squareB);
        }

        Put<S, V>(c, pivotA, sumA, squareA);
        Put<S, V>(c + S.Width, pivotB, sumB, squareB);
    }

    private readonly void One<S, V>(int c)
        where S : struct, ISimd<V>
        where V : struct
    {
        float* x = X + c;
        V pivot = S.Load(x), sum = S.Create(0), square = sum;
        for (int r = Rows; r > 0; r--, x += Columns)
        {
            V a = S.Subtract(S.Load(x), pivot);
            sum = S.Add(sum, a);
            square = S.MultiplyAdd(a, a, square);
        }

        Put<S, V>(c, pivot, sum, square);
    }

    private readonly void Put<S, V>(int c, V pivot, V sum, V square)
        where S : struct, ISimd<V>
        where V : struct
    {
        V shift = S.Divide(sum, S.Create(Rows));
        S.Store(S.Add(pivot, shift), Mean + c);
        S.Store(S.Max(S.Subtract(square, S.Multiply(shift, sum)), S.Create(0)), M2 + c);
    }
}
