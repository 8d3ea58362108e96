using System.Numerics;

namespace AttX.Nn.Kernels;

/// <summary>
/// Obviously correct. Never optimised: the tests trust it.
/// m = β1·m + (1−β1)·g; v = β2·v + (1−β2)·g²; p −= stepSize · m / (sqrt(v) · rootCorrection + ε).
/// </summary>
internal static class AdamUpdateReference
{
    public static void Run<T>(
        Span<T> values,
        ReadOnlySpan<T> gradients,
        Span<T> m,
        Span<T> v,
        T beta1,
        T oneMinusBeta1,
        T beta2,
        T oneMinusBeta2,
        T stepSize,
        T rootCorrection,
        T epsilon)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            T g = gradients[i];
            m[i] = (beta1 * m[i]) + (oneMinusBeta1 * g);
            v[i] = (beta2 * v[i]) + (oneMinusBeta2 * g * g);
            values[i] -= stepSize * m[i] / ((T.Sqrt(v[i]) * rootCorrection) + epsilon);
        }
    }
}
