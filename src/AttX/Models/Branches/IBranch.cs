using AttX.Models.Execution;
using AttX.Nn;

namespace AttX.Models.Branches;

/// <summary>What the network needs of a branch: three stages that may be connected, and an end.</summary>
internal interface IBranch
{
    /// <summary>Stage 1 to 3.</summary>
    Activation Stage(int stage, Workspace workspace, Activation input, List<IOperation> operations);

    /// <summary>From stage 3 to the projected vector Y' (·, 1, 64).</summary>
    Activation Project(Workspace workspace, Activation input, List<IOperation> operations);

    /// <summary>Makes the branch that a specification describes.</summary>
    /// <param name="arena">Receives the parameters.</param>
    /// <param name="spec">The branch.</param>
    /// <param name="widths">Channels that stages 1 to 3 give.</param>
    /// <param name="continued">Channels that go on after stages 1 to 3, connections included.</param>
    static IBranch Create(ParameterArena arena, BranchSpec spec, IReadOnlyList<int> widths, IReadOnlyList<int> continued) =>
        spec.Kind == BranchKind.SeResNet
            ? new SeResNetBranch(arena, spec, widths, continued)
            : new CnnBranch(arena, spec, widths, continued);
}
