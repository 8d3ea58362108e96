using System.Runtime.CompilerServices;
using AttX.Nn.Simd;

namespace AttX.Nn.Kernels;

/// <summary>
/// v_j[r, c] = max(0, Σ_i z_i[r, c] · mix[i, j]) · weight[c] for each of d branches: equations 1 and 2 of Bhatti et al. before
/// the softmax (U = ReLU(S W), then U ⊙ w_u).
/// </summary>
internal unsafe struct AttentionScores : IColumnKernel
{
    /// <summary>d pointers to rows × columns.</summary>
    public float** Z;
    public float** Scores;
    public int Branches;
    public int Rows;
    public int Columns;

    /// <summary>W, d × d.</summary>
    public float* Mix;

    /// <summary>w_u, one a channel.</summary>
    public float* Weight;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<S, V>(int first, int last)
        where S : struct, ISimd<V>
        where V : struct
    {
        int d = Branches;
        for (int r = 0; r < Rows; r++)
            for (nint at = ((nint)r * Columns) + first, end = at + last - first, c = first; at < end; at += S.Width, c += S.Width)
                for (int j = 0; j < d; j++)
                {
                    V sum = S.Multiply(S.Load(Z[0] + at), S.Create(Mix[j]));
                    for (int i = 1; i < d; i++)
                        sum = S.MultiplyAdd(S.Load(Z[i] + at), S.Create(Mix[(i * d) + j]), sum);
                    S.Store(S.Multiply(S.Relu(sum), S.Load(Weight + c)), Scores[j] + at);
                }
    }
}

/// <summary>
/// The gradient of <see cref="AttentionScores"/>, from dv_j (in DScores): dWeight[c] += Σ dv_j · u_j;
/// dMix[i, j, c] += Σ_r z_i · dp_j (per channel; the caller sums over channels); dz_i += Σ_j dp_j · mix[i, j], where
/// dp_j = dv_j · weight where the mixed sum is positive, else 0.
/// </summary>
internal unsafe struct AttentionScoresGradient : IColumnKernel
{
    public float** Z;
    public float** DScores;
    public float** Dz;
    public int Branches;
    public int Rows;
    public int Columns;
    public float* Mix;
    public float* Weight;
    public float* DWeight;

    /// <summary>d × d × columns.</summary>
    public float* DMix;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<S, V>(int first, int last)
        where S : struct, ISimd<V>
        where V : struct
    {
        int d = Branches;
        for (int r = 0; r < Rows; r++)
            for (nint at = ((nint)r * Columns) + first, end = at + last - first, c = first; at < end; at += S.Width, c += S.Width)
            {
                V weight = S.Load(Weight + c), dWeight = S.Load(DWeight + c);
                for (int j = 0; j < d; j++)
                {
                    V mixed = S.Multiply(S.Load(Z[0] + at), S.Create(Mix[j]));
                    for (int i = 1; i < d; i++)
                        mixed = S.MultiplyAdd(S.Load(Z[i] + at), S.Create(Mix[(i * d) + j]), mixed);
                    V dv = S.Load(DScores[j] + at);
                    dWeight = S.MultiplyAdd(dv, S.Relu(mixed), dWeight);
                    V dMixed = S.WherePositive(mixed, S.Multiply(dv, weight));
                    for (int i = 0; i < d; i++)
                    {
                        float* dMix = DMix + ((((i * d) + j) * Columns) + c);
                        S.Store(S.MultiplyAdd(S.Load(Z[i] + at), dMixed, S.Load(dMix)), dMix);
                        S.Store(S.MultiplyAdd(dMixed, S.Create(Mix[(i * d) + j]), S.Load(Dz[i] + at)), Dz[i] + at);
                    }
                }

                S.Store(dWeight, DWeight + c);
            }
    }
}
