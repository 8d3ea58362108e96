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
    /// The loss −log p of one sample's class, and its gradient by the logits divided by the batch size:
    /// (p − onehot) / samples.
    /// </summary>
    /// <param name="logits">One value a class.</param>
    /// <param name="label">The right class.</param>
    /// <param name="samples">Samples in the batch.</param>
    /// <param name="gradient">One value a class; receives the gradient.</param>
    public static double Evaluate(ReadOnlySpan<float> logits, int label, int samples, Span<float> gradient)
    {
        Softmax(logits, gradient);
        double max = double.NegativeInfinity, sum = 0;
        foreach (float z in logits)
            max = Math.Max(max, z);
        foreach (float z in logits)
            sum += Math.Exp(z - max);
        gradient[label] -= 1;
        foreach (ref float g in gradient)
            g /= samples;
        return Math.Log(sum) + max - logits[label];
    }
}
