using AttX.Nn.Kernels;
using AttX.Nn.Simd;

namespace AttX.Nn.Optimizers;

/// <summary>
/// Exponential moving average of all values of an arena, batch norm's running statistics included:
/// a_t = Σ_s d^(t−s) · w_s / Σ_s d^(t−s) over the steps s = 1 … t, so that the initial values have no part in it.
/// </summary>
/// <param name="weights">The arena that changes from step to step.</param>
/// <param name="average">Receives the average: the arena of a network of the same shape.</param>
/// <param name="decay">d, below 1.</param>
public sealed unsafe class WeightAverage(ParameterArena weights, ParameterArena average, double decay)
{
    /// <summary>Takes a step's weights into the average.</summary>
    /// <param name="step">The step, from 1.</param>
    public void Update(int step) => SimdDispatch.Run(
        new WeightAverageUpdate
        {
            Averages = average.Values.Pointer,
            Weights = weights.Values.Pointer,
            Share = (float)((1 - decay) / (1 - Math.Pow(decay, step))),
        },
        average.Values.Length);
}
