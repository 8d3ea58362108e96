using System.Runtime.CompilerServices;
using AttX.Nn.Simd;

namespace AttX.Nn.Kernels;

/// <summary>theta_j[i] = exp(v_j[i] − max) / Σ_k exp(v_k[i] − max), over d branches at each element, in place.</summary>
internal unsafe struct ModalitySoftmax : IColumnKernel
{
    /// <summary>d pointers: scores going in, weights coming out.</summary>
    public float** Values;
    public int Branches;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<S, V>(int first, int last)
        where S : struct, ISimd<V>
        where V : struct
    {
        int d = Branches;
        for (int at = first; at < last; at += S.Width)
        {
            V max = S.Load(Values[0] + at);
            for (int j = 1; j < d; j++)
                max = S.Max(max, S.Load(Values[j] + at));
            V sum = S.Create(0);
            for (int j = 0; j < d; j++)
            {
                V e = S.Exp(S.Subtract(S.Load(Values[j] + at), max));
                S.Store(e, Values[j] + at);
                sum = S.Add(sum, e);
            }

            for (int j = 0; j < d; j++)
                S.Store(S.Divide(S.Load(Values[j] + at), sum), Values[j] + at);
        }
    }
}

/// <summary>dv_j = theta_j · (dtheta_j − Σ_i theta_i · dtheta_i), over d branches at each element, in place.</summary>
internal unsafe struct ModalitySoftmaxGradient : IColumnKernel
{
    public float** Theta;

    /// <summary>d pointers: gradients of theta going in, of the scores coming out.</summary>
    public float** Gradients;
    public int Branches;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<S, V>(int first, int last)
        where S : struct, ISimd<V>
        where V : struct
    {
        int d = Branches;
        for (int at = first; at < last; at += S.Width)
        {
            V sum = S.Create(0);
            for (int i = 0; i < d; i++)
                sum = S.MultiplyAdd(S.Load(Theta[i] + at), S.Load(Gradients[i] + at), sum);
            for (int j = 0; j < d; j++)
                S.Store(S.Multiply(S.Load(Theta[j] + at), S.Subtract(S.Load(Gradients[j] + at), sum)), Gradients[j] + at);
        }
    }
}
