using System.Runtime.CompilerServices;
using AttX.Nn.Simd;

namespace AttX.Nn.Kernels;

/// <summary>
/// y[r, offset + c] = x[r, c], or x[r, c] · theta[r, c]: one branch's part of a concatenation along the channels; or of a sum, where it is
/// added to what y holds.
/// </summary>
internal unsafe struct ChannelConcat : IColumnKernel
{
    public float* X;

    /// <summary>Null for a plain copy.</summary>
    public float* Theta;

    /// <summary>The first row of y, at the part's first channel.</summary>
    public float* Y;
    public int YColumns;
    public int Rows;
    public int Columns;
    public bool Accumulate;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<S, V>(int first, int last)
        where S : struct, ISimd<V>
        where V : struct
    {
        float* x = X, y = Y, theta = Theta;
        bool weighted = theta != null;
        if (Accumulate)
        {
            Add<S, V>(first, last);
            return;
        }

        for (int r = Rows; r > 0; r--, x += Columns, theta += Columns, y += YColumns)
            for (int c = first; c < last; c += S.Width)
            {
                V value = S.Load(x + c);
                S.Store(weighted ? S.Multiply(value, S.Load(theta + c)) : value, y + c);
            }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Add<S, V>(int first, int last)
        where S : struct, ISimd<V>
        where V : struct
    {
        float* x = X, y = Y, theta = Theta;
        bool weighted = theta != null;
        for (int r = Rows; r > 0; r--, x += Columns, theta += Columns, y += YColumns)
            for (int c = first; c < last; c += S.Width)
            {
                V value = S.Load(x + c), sum = S.Load(y + c);
                S.Store(weighted ? S.MultiplyAdd(value, S.Load(theta + c), sum) : S.Add(value, sum), y + c);
            }
    }
}

/// <summary>
/// The gradient of <see cref="ChannelConcat"/> from dy: dx[r, c] += dy · theta (or dy), and, when weighted,
/// dTheta[r, c] += dy · x.
/// </summary>
internal unsafe struct ChannelConcatGradient : IColumnKernel
{
    public float* X;
    public float* Theta;
    public float* Dy;
    public int YColumns;
    public float* Dx;
    public float* DTheta;
    public int Rows;
    public int Columns;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<S, V>(int first, int last)
        where S : struct, ISimd<V>
        where V : struct
    {
        bool weighted = Theta != null;
        float* dy = Dy;
        for (int r = 0; r < Rows; r++, dy += YColumns)
            for (int c = first; c < last; c += S.Width)
            {
                nint at = ((nint)r * Columns) + c;
                V g = S.Load(dy + c), dx = S.Load(Dx + at);
                if (weighted)
                {
                    S.Store(S.MultiplyAdd(g, S.Load(X + at), S.Load(DTheta + at)), DTheta + at);
                    S.Store(S.MultiplyAdd(g, S.Load(Theta + at), dx), Dx + at);
                }
                else
                {
                    S.Store(S.Add(dx, g), Dx + at);
                }
            }
    }
}
