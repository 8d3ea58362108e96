namespace AttX.Training;

/// <summary>How a network is trained: Adam on cross-entropy (docs/network.md, "Initial values and training").</summary>
public sealed record TrainingOptions
{
    /// <summary>Passes over the training windows.</summary>
    public int Epochs { get; init; } = 100;

    /// <summary>Windows a step.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>Adam's step size.</summary>
    public double LearningRate { get; init; } = 1e-3;
}
