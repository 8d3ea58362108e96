using System.Runtime.Intrinsics;

namespace AttX.Nn.Losses;

/// <summary>Softmax over the classes and the mean cross-entropy of a batch.</summary>
public static class SoftmaxCrossEntropy
{
    /// <summary>p_c = exp(z_c − max) / Σ exp(z − max), in double precision once the exponentials are known.</summary>
    public static void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities)
    {
        float max = logits[0];
        foreach (float z in logits)
            max = z > max ? z : max;
        double sum = 0;
        for (int c = 0; c < logits.Length; c++)
            sum += probabilities[c] = Vector128.Exp(Vector128.CreateScalar(logits[c] - max)).ToScalar();
        for (int c = 0; c < logits.Length; c++)
            probabilities[c] = (float)(probabilities[c] / sum);
    }

    /// <summary>
    /// The loss −w · Σ_c q_c · log p_c of one sample, and its gradient by the logits divided by the batch size:
    /// w · (p − q) / samples. Target q: 1 − ε of the right class, and ε spread evenly over all (label smoothing, Szegedy et al. 2016).
    /// </summary>
    /// <param name="logits">One value a class.</param>
    /// <param name="label">The right class.</param>
    /// <param name="samples">Samples in the batch.</param>
    /// <param name="gradient">One value a class; receives the gradient.</param>
    /// <param name="smoothing">ε.</param>
    /// <param name="weight">w, the weight of the sample.</param>
    public static double Evaluate(ReadOnlySpan<float> logits, int label, int samples, Span<float> gradient, double smoothing = 0, float weight = 1)
    {
        Softmax(logits, gradient);
        double max = double.NegativeInfinity, sum = 0, mean = 0;
        foreach (float z in logits)
            max = Math.Max(max, z);
        foreach (float z in logits)
            sum += Math.Exp(z - max);
        gradient[label] -= (float)(1 - smoothing);
        foreach (ref float g in gradient)
            g = weight * (g - (float)(smoothing / logits.Length)) / samples;
        // Without smoothing, an infinite logit of another class stays out of the loss.
        for (int c = 0; smoothing > 0 && c < logits.Length; c++)
            mean += smoothing * (logits[c] - (double)logits[label]) / logits.Length;
        return weight * (Math.Log(sum) + max - logits[label] - mean);
    }
}
