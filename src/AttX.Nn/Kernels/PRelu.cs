using System.Runtime.CompilerServices;
using AttX.Nn.Simd;

namespace AttX.Nn.Kernels;

/// <summary>y[r, c] = x[r, c] where positive, else slope[c] · x[r, c].</summary>
internal unsafe struct PRelu : IColumnKernel
{
    public float* X;
    public float* Y;
    public int Rows;
    public int Columns;
    public float* Slope;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<S, V>(int first, int last)
        where S : struct, ISimd<V>
        where V : struct
    {
        float* x = X, y = Y, slope = Slope;
        for (int r = Rows; r > 0; r--, x += Columns, y += Columns)
            for (int c = first; c < last; c += S.Width)
            {
                V value = S.Load(x + c), positive = S.Relu(value);
                S.Store(S.MultiplyAdd(S.Load(slope + c), S.Subtract(value, positive), positive), y + c);
            }
    }
}

/// <summary>
/// The gradient of <see cref="PRelu"/>: dx[r, c] = dy[r, c] where x is positive, else slope[c] · dy[r, c]; dSlope[c] += Σ_r dy · min(x, 0).
/// </summary>
internal unsafe struct PReluGradient : IColumnKernel
{
    public float* X;
    public float* Dy;
    public float* Dx;
    public int Rows;
    public int Columns;
    public float* Slope;
    public float* DSlope;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<S, V>(int first, int last)
        where S : struct, ISimd<V>
        where V : struct
    {
        for (int c = first; c < last; c += S.Width)
        {
            V slope = S.Load(Slope + c), sum = S.Create(0);
            nint at = c;
            for (int r = Rows; r > 0; r--, at += Columns)
            {
                V x = S.Load(X + at), dy = S.Load(Dy + at), passed = S.WherePositive(x, dy);
                sum = S.MultiplyAdd(dy, S.Subtract(x, S.Relu(x)), sum);
                S.Store(S.MultiplyAdd(slope, S.Subtract(dy, passed), passed), Dx + at);
            }

            S.Store(S.Add(S.Load(DSlope + c), sum), DSlope + c);
        }
    }
}
