namespace AttX.Models.Branches;

/// <summary>Architecture of a branch.</summary>
public enum BranchKind
{
    /// <summary>Residual blocks with squeeze-and-excitation; the paper's network for ECG.</summary>
    SeResNet,

    /// <summary>Plain convolution blocks; the paper's network for EDA.</summary>
    Cnn,
}

/// <summary>One branch of a network: the layers that one modality passes before the head joins all branches.</summary>
/// <param name="Name">Prefix of the names of its weights (<c>eda.stage1.conv.weight</c>) and name of its input.</param>
/// <param name="Kind">Its architecture.</param>
/// <param name="Axes">Channels of its input.</param>
public sealed record BranchSpec(string Name, BranchKind Kind, int Axes = 1);
