using AttX.Models;
using AttX.Nn.Losses;

namespace AttX.Training;

/// <summary>Class probabilities of windows, with running statistics (inference mode).</summary>
public static class Predictor
{
    private const int BatchSize = 16;

    /// <summary>Probabilities, windows × classes, row by row.</summary>
    public static float[] Probabilities(AttXNet net, LabelledWindows windows)
    {
        int classes = net.Options.Classes;
        float[] probabilities = new float[windows.Count * classes];
        if (windows.Count == 0)
            return probabilities;
        AttXNetPass pass = new(net, Math.Min(BatchSize, windows.Count), windows.WindowSamples, training: false);
        for (int first = 0; first < windows.Count; first += pass.Samples)
        {
            int samples = Math.Min(pass.Samples, windows.Count - first);
            for (int n = 0; n < samples; n++)
                for (int stream = 0; stream < net.Streams; stream++)
                    windows.Signal(stream, first + n).CopyTo(pass.Input(stream, n));
            pass.Forward(samples);
            for (int n = 0; n < samples; n++)
                SoftmaxCrossEntropy.Softmax(pass.Logits(n), probabilities.AsSpan((first + n) * classes, classes));
        }

        return probabilities;
    }

    /// <summary>The index of the largest value; the first of several.</summary>
    public static int ArgMax(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
            if (values[i] > values[best])
                best = i;
        return best;
    }
}
