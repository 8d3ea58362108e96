using AttX.Models.Blocks;
using AttX.Models.Execution;
using AttX.Nn;

namespace AttX.Models.Branches;

/// <summary>The SE-ResNet branch, used for ECG in the paper (docs/network.md, "One branch").</summary>
internal sealed class SeResNetBranch : IBranch
{
    private readonly ConvBlock _stage1;
    private readonly SqueezeExciteBlock[] _stage2;
    private readonly SqueezeExciteBlock[] _stage3;
    private readonly Perceptron _project;

    /// <summary>Registers the branch's layers.</summary>
    /// <param name="arena">Receives the parameters.</param>
    /// <param name="spec">Its name and its input's channels.</param>
    /// <param name="firstStride">Stride of the first convolution, whose kernel has 8 times as many taps.</param>
    /// <param name="widths">Output channels of stages 1 to 3.</param>
    /// <param name="continued">Channels after stages 1 to 3, connections included.</param>
    public SeResNetBranch(ParameterArena arena, BranchSpec spec, int firstStride, IReadOnlyList<int> widths, IReadOnlyList<int> continued)
    {
        (int a, int b, int c) = (widths[0], widths[1], widths[2]);
        const int k = BranchShape.Kernel;
        string name = spec.Name;
        _stage1 = new ConvBlock(arena, $"{name}.stage1.conv", $"{name}.stage1.bn", spec.Axes, a, 8 * firstStride, firstStride);
        _stage2 =
        [
            new SqueezeExciteBlock(arena, $"{name}.stage2.0", continued[0], b, k, 2, projection: true),
            new SqueezeExciteBlock(arena, $"{name}.stage2.1", b, b, k, 1, projection: false),
            new SqueezeExciteBlock(arena, $"{name}.stage2.2", b, b, k, 1, projection: false),
        ];
        _stage3 =
        [
            new SqueezeExciteBlock(arena, $"{name}.stage3.0", continued[1], c, k, 2, projection: true),
            new SqueezeExciteBlock(arena, $"{name}.stage3.1", c, c, k, 1, projection: false),
        ];
        _project = new Perceptron(arena, $"{name}.project", [continued[2], BranchShape.Projected, BranchShape.Projected], reluAtEnd: true);
    }

    public Activation Stage(int stage, Workspace workspace, Activation input, List<IOperation> operations) => stage switch
    {
        1 => _stage1.Bind(workspace, input, operations, BranchShape.Padding),
        2 => Chain(_stage2, workspace, input, operations),
        _ => Chain(_stage3, workspace, input, operations),
    };

    public Activation Project(Workspace workspace, Activation input, List<IOperation> operations) =>
        _project.Bind(workspace, PoolOperation.Bind(workspace, input, operations), operations);

    private static Activation Chain(SqueezeExciteBlock[] blocks, Workspace workspace, Activation input, List<IOperation> operations) =>
        blocks.Aggregate(input, (x, block) => block.Bind(workspace, x, operations, BranchShape.Padding));
}
