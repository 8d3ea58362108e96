using AttX.Models;
using AttX.Training;

namespace AttX.ModelFiles;

/// <summary>How training went, as a model's file keeps it.</summary>
/// <param name="Windows">Windows trained on.</param>
/// <param name="Epochs">Epochs run.</param>
/// <param name="KeptEpoch">The epoch whose weights the model has: the last, or the one of the lowest loss on the held-out subjects.</param>
/// <param name="Loss">Mean cross-entropy in that epoch, on the windows trained on.</param>
/// <param name="Accuracy">Share of them classified rightly in that epoch.</param>
/// <param name="HeldOut">On the held-out subjects, after that epoch; null without any.</param>
public sealed record TrainingSummary(int Windows, int Epochs, int KeptEpoch, double Loss, double Accuracy, HeldOutScore? HeldOut = null);

/// <summary>A network on subjects that it was not trained on.</summary>
/// <param name="Windows">Their windows.</param>
/// <param name="Loss">Mean cross-entropy.</param>
/// <param name="Accuracy">Share classified rightly.</param>
public sealed record HeldOutScore(int Windows, double Loss, double Accuracy)
{
    /// <summary>Scores a network as it is.</summary>
    internal static HeldOutScore Of(AttXNet net, LabelledWindows windows)
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

        return new HeldOutScore(windows.Count, loss / windows.Count, (double)right / windows.Count);
    }
}
