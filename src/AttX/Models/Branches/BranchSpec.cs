namespace AttX.Models.Branches;

/// <summary>How a branch is built.</summary>
public enum BranchKind
{
    /// <summary>Residual blocks with squeeze-and-excitation; the paper's network for ECG.</summary>
    SeResNet,

    /// <summary>Plain convolution blocks; the paper's network for EDA.</summary>
    Cnn,
}

/// <summary>One branch of a network: the part that one modality runs through until the head joins them all.</summary>
/// <param name="Name">Begins the names of its weights (<c>eda.stage1.conv.weight</c>) and names its input.</param>
/// <param name="Kind">How it is built.</param>
/// <param name="Axes">Channels of its input.</param>
public sealed record BranchSpec(string Name, BranchKind Kind, int Axes = 1);
