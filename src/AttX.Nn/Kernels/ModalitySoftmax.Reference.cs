using System.Numerics;

namespace AttX.Nn.Kernels;

/// <summary>
/// Obviously correct. Never optimised: the tests trust it.
/// theta_j = exp(v_j − max) / Σ_k exp(v_k − max), at each element, in place.
/// </summary>
internal static class ModalitySoftmaxReference
{
    public static void Run<T>(T[][] values)
        where T : IFloatingPointIeee754<T>
    {
        for (int at = 0; at < values[0].Length; at++)
        {
            T max = values[0][at], sum = T.Zero;
            foreach (T[] branch in values)
                max = T.Max(max, branch[at]);
            foreach (T[] branch in values)
                sum += T.Exp(branch[at] - max);
            foreach (T[] branch in values)
                branch[at] = T.Exp(branch[at] - max) / sum;
        }
    }
}

/// <summary>
/// Obviously correct. Never optimised: the tests trust it.
/// dv_j = theta_j · (dtheta_j − Σ_i theta_i · dtheta_i), at each element, in place.
/// </summary>
internal static class ModalitySoftmaxGradientReference
{
    public static void Run<T>(T[][] theta, T[][] gradients)
        where T : IFloatingPointIeee754<T>
    {
        for (int at = 0; at < theta[0].Length; at++)
        {
            T sum = T.Zero;
            for (int i = 0; i < theta.Length; i++)
                sum += theta[i][at] * gradients[i][at];
            for (int j = 0; j < theta.Length; j++)
                gradients[j][at] = theta[j][at] * (gradients[j][at] - sum);
        }
    }
}
