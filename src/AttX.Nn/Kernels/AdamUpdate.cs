using System.Runtime.CompilerServices;
using AttX.Nn.Simd;

namespace AttX.Nn.Kernels;

/// <summary>
/// One step of Adam (Kingma and Ba 2015), element by element: m = β1·m + (1−β1)·g; v = β2·v + (1−β2)·g²;
/// p −= stepSize · m / (sqrt(v) · rootCorrection + ε), where stepSize = rate / (1−β1^t), rootCorrection = 1 / sqrt(1−β2^t).
/// </summary>
internal unsafe struct AdamUpdate : IColumnKernel
{
    public float* Values;
    public float* Gradients;
    public float* M;
    public float* V;
    public float Beta1;
    public float Beta2;
    public float OneMinusBeta1;
    public float OneMinusBeta2;
    public float StepSize;
    public float RootCorrection;
    public float Epsilon;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<S, TVector>(int first, int last)
        where S : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector beta1 = S.Create(Beta1), beta2 = S.Create(Beta2), rest1 = S.Create(OneMinusBeta1), rest2 = S.Create(OneMinusBeta2);
        TVector step = S.Create(-StepSize), correction = S.Create(RootCorrection), epsilon = S.Create(Epsilon);
        for (int i = first; i < last; i += S.Width)
        {
            TVector g = S.Load(Gradients + i);
            TVector m = S.MultiplyAdd(beta1, S.Load(M + i), S.Multiply(rest1, g));
            TVector v = S.MultiplyAdd(beta2, S.Load(V + i), S.Multiply(S.Multiply(rest2, g), g));
            S.Store(m, M + i);
            S.Store(v, V + i);
            TVector ratio = S.Divide(m, S.MultiplyAdd(S.Sqrt(v), correction, epsilon));
            S.Store(S.MultiplyAdd(step, ratio, S.Load(Values + i)), Values + i);
        }
    }
}
