using AttX.Models;
using AttX.Nn.Losses;

namespace AttX.Training;

/// <summary>Class probabilities of windows, with running statistics (inference mode).</summary>
public static class Predictor
{
    /// <summary>Probabilities, windows × classes, row by row.</summary>
    public static float[] Probabilities(AttXNet net, LabelledWindows windows)
    {
        int classes = net.Options.Classes;
        float[] probabilities = new float[windows.Count * classes];
        if (windows.Count == 0)
            return probabilities;
        // One window at a time: its activations stay in the cache from layer to layer, which a batch's would not.
        AttXNetPass pass = new(net, 1, windows.WindowSamples, training: false);
        for (int window = 0; window < windows.Count; window++)
        {
            for (int stream = 0; stream < net.Streams; stream++)
                windows.Signal(stream, window).CopyTo(pass.Input(stream, 0));
            pass.Forward(1);
            SoftmaxCrossEntropy.Softmax(pass.Logits(0), probabilities.AsSpan(window * classes, classes));
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
