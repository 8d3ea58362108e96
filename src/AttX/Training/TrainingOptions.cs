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

    /// <summary>Weight decay of AdamW (<see cref="AttX.Nn.Optimizers.Adam"/>); 0: Adam.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Share of each label that is spread evenly over all classes.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Course of the learning rate.</summary>
    public LearningRateSchedule Schedule { get; init; }

    /// <summary>Decay of the moving average of the weights, by which the network predicts; 0: by the last weights themselves.</summary>
    public double WeightAveraging { get; init; }

    /// <summary>Random changes of the training windows.</summary>
    public IReadOnlyList<AugmentationKind> Augmentations { get; init; } = [];

    /// <summary>Whether windows of rare classes count more in the loss, so that all classes count the same.</summary>
    public bool BalanceClasses { get; init; }
}
