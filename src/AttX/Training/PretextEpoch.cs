namespace AttX.Training;

/// <summary>Summary of an epoch of pretraining.</summary>
/// <param name="Epoch">1 for the first.</param>
/// <param name="Loss">Mean loss over the windows, measured during training.</param>
/// <param name="Transformations">For each branch, the share of transformations that were recognised.</param>
/// <param name="Moments">Share of the pairs of which it was recognised whether they are of the same moment; null for one branch.</param>
public sealed record PretextEpoch(int Epoch, double Loss, IReadOnlyList<double> Transformations, double? Moments);
