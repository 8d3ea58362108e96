using AttX.Models;

namespace AttX.Training;

/// <summary>How well a network, as it is, classifies windows.</summary>
/// <param name="Windows">Number of windows.</param>
/// <param name="Loss">Mean cross-entropy.</param>
/// <param name="Accuracy">Share classified rightly.</param>
public sealed record WindowScore(int Windows, double Loss, double Accuracy)
{
    /// <summary>Scores a network on at least one window, with its running statistics (inference mode).</summary>
    public static WindowScore Of(AttXNet net, LabelledWindows windows)
    {
        float[] probabilities = new Predictor(net, windows.WindowSamples).Predict(windows);
        int classes = net.Options.Classes, right = 0;
        double loss = 0;
        for (int i = 0; i < windows.Count; i++)
        {
            ReadOnlySpan<float> p = probabilities.AsSpan(i * classes, classes);
            loss -= Math.Log(Math.Max(p[windows.Labels[i]], float.Epsilon));
            right += Predictor.ArgMax(p) == windows.Labels[i] ? 1 : 0;
        }

        return new WindowScore(windows.Count, loss / windows.Count, (double)right / windows.Count);
    }
}
