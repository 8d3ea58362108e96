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
        bool relu = Relu;
        for (int c = first; c < last; c += S.Width)
        {
            float* x = X + c, dy = Dy + c;
            V mean = S.Load(Mean + c), scale = S.Load(Scale + c), shift = S.Load(Shift + c);
            V sumG = S.Create(0), sumGX = sumG;
            for (int r = Rows; r > 0; r--, x += Columns, dy += Columns)
            {
                V value = S.Load(x), g = S.Load(dy);
                if (relu)
                    g = S.WherePositive(S.MultiplyAdd(value, scale, shift), g);
                sumG = S.Add(sumG, g);
                sumGX = S.MultiplyAdd(g, S.Subtract(value, mean), sumGX);
            }

            S.Store(sumG, SumG + c);
            S.Store(sumGX, SumGX + c);
        }
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
