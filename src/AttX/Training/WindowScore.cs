using AttX.Models;

namespace AttX.Training;

/// <summary>Score of a network on windows.</summary>
/// <param name="Windows">Number of windows.</param>
/// <param name="Loss">Mean cross-entropy.</param>
/// <param name="Accuracy">Share classified correctly.</param>
public sealed record WindowScore(int Windows, double Loss, double Accuracy)
{
    /// <summary>Scores a network on one or more windows, with its running statistics (inference mode).</summary>
    public static WindowScore Of(AttXNet net, LabelledWindows windows)
    {
        float[] probabilities = new Predictor(net, windows.WindowSamples).Predict(windows);
        int classes = net.Options.Classes, right = 0;
        double loss = 0;
        for (int i = 0; i < windows.Count; i++)
        {
            if (windows.Labels[i] < 0)
                continue;
            ReadOnlySpan<float> p = probabilities.AsSpan(i * classes, classes);
            loss -= Math.Log(Math.Max(p[windows.Labels[i]], float.Epsilon));
            right += Predictor.ArgMax(p) == windows.Labels[i] ? 1 : 0;
        }

        int scored = windows.LabelledCount;
        return new WindowScore(scored, loss / scored, (double)right / scored);
    }
}
