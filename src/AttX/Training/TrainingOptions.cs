namespace AttX.Training;

/// <summary>Training settings of a network: Adam on cross-entropy (docs/network.md, "Initial values and training").</summary>
public sealed record TrainingOptions
{
    /// <summary>Number of passes over the training windows.</summary>
    public int Epochs { get; init; } = 100;

    /// <summary>Windows per step (batch size).</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>Learning rate of Adam.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Probability with which each branch's sensor is hidden from a window; above 0 only for a network that allows absence.</summary>
    public double SensorDropout { get; init; }
}
