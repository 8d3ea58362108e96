using AttX.Models.Execution;
using AttX.Nn;

namespace AttX.Models.Branches;

/// <summary>A branch of the network: three stages that may be connected, and a projection.</summary>
internal interface IBranch
{
    /// <summary>Binds one of stages 1 to 3.</summary>
    Activation Stage(int stage, Workspace workspace, Activation input, List<IOperation> operations);

    /// <summary>Binds the layers from stage 3 to the projected vector Y' (·, 1, 64).</summary>
    Activation Project(Workspace workspace, Activation input, List<IOperation> operations);

    /// <summary>Creates the branch that a specification describes.</summary>
    /// <param name="arena">Receives the parameters.</param>
    /// <param name="spec">The branch.</param>
    /// <param name="firstStride">Stride of the first convolution.</param>
    /// <param name="widths">Output channels of stages 1 to 3.</param>
    /// <param name="continued">Channels after stages 1 to 3, connections included.</param>
    static IBranch Create(ParameterArena arena, BranchSpec spec, int firstStride, IReadOnlyList<int> widths, IReadOnlyList<int> continued) =>
        spec.Kind == BranchKind.SeResNet
            ? new SeResNetBranch(arena, spec, firstStride, widths, continued)
            : new CnnBranch(arena, spec, firstStride, widths, continued);
}
