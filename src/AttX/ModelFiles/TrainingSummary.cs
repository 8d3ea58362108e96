using AttX.Training;

namespace AttX.ModelFiles;

/// <summary>How training went, as a model's file keeps it.</summary>
/// <param name="Windows">Windows trained on.</param>
/// <param name="Epochs">Epochs run.</param>
/// <param name="KeptEpoch">The epoch whose weights the model has: the last, or the one of the lowest loss on the held-out subjects.</param>
/// <param name="Loss">Mean cross-entropy in that epoch, on the windows trained on.</param>
/// <param name="Accuracy">Share of them classified rightly in that epoch.</param>
/// <param name="HeldOut">On the held-out subjects, after that epoch; null without any.</param>
public sealed record TrainingSummary(int Windows, int Epochs, int KeptEpoch, double Loss, double Accuracy, WindowScore? HeldOut = null);
