using System.Runtime.CompilerServices;
using AttX.Nn.Simd;

namespace AttX.Nn.Kernels;

/// <summary>
/// y[r, c] = x[r, c] · gate[c]; with a residual, y[r, c] = max(0, x[r, c] · gate[c] + residual[r, c]): the scale step of
/// squeeze-and-excitation, and the end of a residual block around it.
/// </summary>
internal unsafe struct Gate : IColumnKernel
{
    public float* X;
    public float* GateValues;

    /// <summary>Null for none.</summary>
    public float* Residual;
    public float* Y;
    public int Rows;
    public int Columns;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<S, V>(int first, int last)
        where S : struct, ISimd<V>
        where V : struct
    {
        float* x = X, y = Y, residual = Residual;
        bool hasResidual = residual != null;
        for (int r = Rows; r > 0; r--, x += Columns, y += Columns, residual += Columns)
            for (int c = first; c < last; c += S.Width)
            {
                V value = S.Load(x + c), gate = S.Load(GateValues + c);
                S.Store(
                    hasResidual ? S.Relu(S.MultiplyAdd(value, gate, S.Load(residual + c))) : S.Multiply(value, gate),
                    y + c);
            }
    }
}

/// <summary>
/// First half of <see cref="Gate"/>'s gradient: with a residual, g = dy where y &gt; 0, written to the residual's gradient;
/// without, g = dy. dGate[c] = Σ_r g · x.
/// </summary>
internal unsafe struct GateGradientSums : IColumnKernel
{
    public float* X;
    public float* Y;
    public float* Dy;

    /// <summary>Null for none.</summary>
    public float* DResidual;
    public float* DGate;
    public int Rows;
    public int Columns;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<S, V>(int first, int last)
        where S : struct, ISimd<V>
        where V : struct
    {
        bool hasResidual = DResidual != null;
        for (int c = first; c < last; c += S.Width)
        {
            V sum = S.Create(0);
            nint at = c;
            for (int r = Rows; r > 0; r--, at += Columns)
            {
                V g = S.Load(Dy + at);
                if (hasResidual)
                {
                    g = S.WherePositive(S.Load(Y + at), g);
                    S.Store(g, DResidual + at);
                }

                sum = S.MultiplyAdd(g, S.Load(X + at), sum);
            }

            S.Store(sum, DGate + c);
        }
    }
}
