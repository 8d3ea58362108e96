using AttX.Training;

namespace AttX.ModelFiles;

/// <summary>Summary of training in a model's file.</summary>
/// <param name="Windows">Windows trained on.</param>
/// <param name="Epochs">Epochs run.</param>
/// <param name="KeptEpoch">The epoch of the model's weights: the last, or the one with the lowest loss on the held-out subjects.</param>
/// <param name="Loss">Mean cross-entropy in that epoch, on the windows trained on.</param>
/// <param name="Accuracy">Share of them classified correctly in that epoch.</param>
/// <param name="HeldOut">Score on the held-out subjects after that epoch; null without any.</param>
public sealed record TrainingSummary(int Windows, int Epochs, int KeptEpoch, double Loss, double Accuracy, WindowScore? HeldOut = null);
