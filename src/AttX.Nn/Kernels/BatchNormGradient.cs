using System.Runtime.CompilerServices;
using AttX.Nn.Simd;

namespace AttX.Nn.Kernels;

/// <summary>
/// The two sums that the gradient of batch normalisation needs, over one sample's rows: sumG[c] = Σ_r g and
/// sumGX[c] = Σ_r g · (x − mean[c]), where g is dy, or dy where x · scale + shift &gt; 0 if a ReLU followed.
/// </summary>
internal unsafe struct BatchNormGradientSums : IColumnKernel
{
    public float* X;
    public float* Dy;
    public int Rows;
    public int Columns;
    public float* Mean;
    public float* Scale;
    public float* Shift;
    public bool Relu;
    public float* SumG;
    public float* SumGX;

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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Two<S, V>(int c)
        where S : struct, ISimd<V>
        where V : struct
    {
        bool relu = Relu;
        int d = c + S.Width;
        float* x = X + c, dy = Dy + c;
        V meanA = S.Load(Mean + c), scaleA = S.Load(Scale + c), shiftA = S.Load(Shift + c);
        V meanB = S.Load(Mean + d), scaleB = S.Load(Scale + d), shiftB = S.Load(Shift + d);
        V sumA = S.Create(0), sumB = sumA, withXA = sumA, withXB = sumA;
        for (int r = Rows; r > 0; r--, x += Columns, dy += Columns)
        {
            V a = S.Load(x), b = S.Load(x + S.Width), g = S.Load(dy), h = S.Load(dy + S.Width);
            if (relu)
            {
                g = S.WherePositive(S.MultiplyAdd(a, scaleA, shiftA), g);
                h = S.WherePositive(S.MultiplyAdd(b, scaleB, shiftB), h);
            }

            sumA = S.Add(sumA, g);
            sumB = S.Add(sumB, h);
            withXA = S.MultiplyAdd(g, S.Subtract(a, meanA), withXA);
            withXB = S.MultiplyAdd(h, S.Subtract(b, meanB), withXB);
        }

        S.Store(sumA, SumG + c);
        S.Store(sumB, SumG + d);
        S.Store(withXA, SumGX + c);
        S.Store(withXB, SumGX + d);
    }

    private readonly void One<S, V>(int c)
        where S : struct, ISimd<V>
        where V : struct
    {
        float* x = X + c, dy = Dy + c;
        V mean = S.Load(Mean + c), scale = S.Load(Scale + c), shift = S.Load(Shift + c);
        V sum = S.Create(0), withX = sum;
        for (int r = Rows; r > 0; r--, x += Columns, dy += Columns)
        {
            V a = S.Load(x), g = S.Load(dy);
            if (Relu)
                g = S.WherePositive(S.MultiplyAdd(a, scale, shift), g);
            sum = S.Add(sum, g);
            withX = S.MultiplyAdd(g, S.Subtract(a, mean), withX);
        }

        S.Store(sum, SumG + c);
        S.Store(withX, SumGX + c);
    }
}

/// <summary>dx[r, c] = scale[c] · g + onX[c] · x + constant[c], with g as in <see cref="BatchNormGradientSums"/>.</summary>
internal unsafe struct BatchNormInputGradient : IColumnKernel
{
    public float* X;
    public float* Dy;
    public float* Dx;
    public int Rows;
    public int Columns;
    public float* Scale;
    public float* Shift;
    public float* OnX;
    public float* Constant;
    public bool Relu;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<S, V>(int first, int last)
        where S : struct, ISimd<V>
        where V : struct
    {
        float* x = X, dy = Dy, dx = Dx;
        bool relu = Relu;
        for (int r = Rows; r > 0; r--, x += Columns, dy += Columns, dx += Columns)
            for (int c = first; c < last; c += S.Width)
            {
                V value = S.Load(x + c), g = S.Load(dy + c), scale = S.Load(Scale + c);
                if (relu)
                    g = S.WherePositive(S.MultiplyAdd(value, scale, S.Load(Shift + c)), g);
                S.Store(S.MultiplyAdd(scale, g, S.MultiplyAdd(S.Load(OnX + c), value, S.Load(Constant + c))), dx + c);
            }
    }
}
