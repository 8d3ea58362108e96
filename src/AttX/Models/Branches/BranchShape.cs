namespace AttX.Models.Branches;

/// <summary>Constants common to all branches (docs/network.md).</summary>
internal static class BranchShape
{
    /// <summary>Taps of the convolutions after the first.</summary>
    public const int Kernel = 5;

    /// <summary>Zero rows that those convolutions require around their input.</summary>
    public const int Padding = Kernel - 1;

    /// <summary>Stride of the first convolution, unless it is another by <see cref="AttXNetOptions.FirstStride"/>.</summary>
    public const int FirstStride = 4;

    /// <summary>
    /// Input samples that a feature of the CNN branch sees, per step of the first stride: the first kernel's 8, and 4 taps more of each later convolution, whose
    /// steps are 1, 2, 2, 4, 4 and 8 of the first. The SE-ResNet's see 108.
    /// </summary>
    public const int FieldPerStride = 8 + (4 * (1 + 2 + 2 + 4 + 4 + 8));

    /// <summary>Length of a branch's projected vector Y'.</summary>
    public const int Projected = 64;
}
