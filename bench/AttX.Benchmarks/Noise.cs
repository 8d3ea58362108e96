using AttX.Ground;
using AttX.Nn;

namespace AttX.Benchmarks;

/// <summary>Values that are neither zero nor denormal.</summary>
internal static class Noise
{
    public static Tensor Tensor(int length, int channels, int padding = 0, int samples = 1)
    {
        Rng rng = new(1);
        Tensor tensor = new(samples, length, channels, padding);
        for (int n = 0; n < samples; n++)
            foreach (ref float value in tensor[n].Values)
                value = (float)((2 * rng.NextDouble()) - 1);
        return tensor;
    }
}
