using AttX.Models.Blocks;
using AttX.Models.Execution;
using AttX.Nn;
using AttX.Nn.Layers;

namespace AttX.Models.Branches;

/// <summary>The CNN branch, used for EDA in the paper (docs/network.md, "One branch").</summary>
internal sealed class CnnBranch : IBranch
{
    private readonly ConvBlock[][] _stages;
    private readonly SqueezeExcite _squeeze;
    private readonly Perceptron _project;

    /// <summary>Registers the branch's layers.</summary>
    /// <param name="arena">Receives the parameters.</param>
    /// <param name="spec">Its name and its input's channels.</param>
    /// <param name="firstStride">Stride of the first convolution, whose kernel has 8 times as many taps.</param>
    /// <param name="widths">Output channels of stages 1 to 3.</param>
    /// <param name="continued">Channels after stages 1 to 3, connections included.</param>
    public CnnBranch(ParameterArena arena, BranchSpec spec, int firstStride, IReadOnlyList<int> widths, IReadOnlyList<int> continued)
    {
        (int a, int b, int c) = (widths[0], widths[1], widths[2]);
        string name = spec.Name;
        _stages =
        [
            [new ConvBlock(arena, $"{name}.stage1.conv", $"{name}.stage1.bn", spec.Axes, a, 8 * firstStride, firstStride)],
            Pair(arena, $"{name}.stage2", continued[0], b),
            Pair(arena, $"{name}.stage3", continued[1], c),
            Pair(arena, $"{name}.stage4", continued[2], c),
        ];
        _squeeze = new SqueezeExcite(arena, $"{name}.stage4.se", c);
        _project = new Perceptron(arena, $"{name}.project", [c, BranchShape.Projected, BranchShape.Projected], reluAtEnd: true);
    }

    public Activation Stage(int stage, Workspace workspace, Activation input, List<IOperation> operations) =>
        _stages[stage - 1].Aggregate(input, (x, block) => block.Bind(workspace, x, operations, BranchShape.Padding));

    public Activation Project(Workspace workspace, Activation input, List<IOperation> operations)
    {
        Activation stage4 = Stage(4, workspace, input, operations);
        Activation scaled = SqueezeOperation.Bind(_squeeze, workspace, stage4, null, operations, 0);
        return _project.Bind(workspace, PoolOperation.Bind(workspace, scaled, operations), operations);
    }

    private static ConvBlock[] Pair(ParameterArena arena, string name, int inputs, int outputs) =>
    [
        new ConvBlock(arena, name + ".0.conv", name + ".0.bn", inputs, outputs, BranchShape.Kernel, 2),
        new ConvBlock(arena, name + ".1.conv", name + ".1.bn", outputs, outputs, BranchShape.Kernel, 1),
    ];
}
