using AttX.Models;

namespace AttX.Training;

/// <summary>Class probabilities of windows, with running statistics (inference mode).</summary>
public static class Predictor
{
    /// <summary>Probabilities, windows × classes, row by row.</summary>
    public static float[] Probabilities(AttXNet net, LabelledWindows windows) =>
        [.. Enumerable.Range(0, windows.Count).SelectMany(w => Row(net, windows, w))];

    internal static float[] Row(AttXNet net, LabelledWindows windows, int window)
    {
        int modalities = net.Options.Streams == StreamSelection.Both ? 2 : 1;
        double[] scores = new double[net.Options.Classes];
        for (int c = 0; c < scores.Length; c++)
        {
            scores[c] = net.Weights[c * 3 + 2];
            for (int m = 0; m < modalities; m++)
                scores[c] += net.Weights[c * 3 + m] * Feature(windows.Signal(m, window));
        }

        double sum = scores.Sum(Math.Exp);
        return [.. scores.Select(s => (float)(Math.Exp(s) / sum))];
    }

    internal static double Feature(ReadOnlySpan<float> x)
    {
        double square = 1e-9;
        foreach (float v in x) square += v * (double)v;
        return 10 * Math.Log(square / x.Length);
    }
}
