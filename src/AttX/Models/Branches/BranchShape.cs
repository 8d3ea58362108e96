namespace AttX.Models.Branches;

/// <summary>Constants common to all branches (docs/network.md).</summary>
internal static class BranchShape
{
    /// <summary>Taps of the convolutions after the first.</summary>
    public const int Kernel = 5;

    /// <summary>Zero rows that those convolutions require around their input.</summary>
    public const int Padding = Kernel - 1;

    /// <summary>Taps of the first convolution.</summary>
    public const int FirstKernel = 32;

    /// <summary>Stride of the first convolution.</summary>
    public const int FirstStride = 4;

    /// <summary>Length of a branch's projected vector Y'.</summary>
    public const int Projected = 64;
}
