using AttX.Models.Blocks;
using AttX.Models.Execution;
using AttX.Nn.Layers;
using AttX.Nn;

namespace AttX.Models.Branches;

/// <summary>The CNN of the electrodermal signal (network.md, "Streams").</summary>
internal sealed class CnnBranch : IBranch
{
    private readonly ConvBlock[][] _stages;
    private readonly SqueezeExcite _squeeze;
    private readonly Perceptron _project;

    /// <summary>Registers the stream's layers.</summary>
    /// <param name="arena">Receives the parameters.</param>
    /// <param name="widths">Channels that stages 1 to 3 give.</param>
    /// <param name="continued">Channels that go on after stages 1 to 3, connections included.</param>
    public CnnBranch(ParameterArena arena, IReadOnlyList<int> widths, IReadOnlyList<int> continued)
    {
        (int a, int b, int c) = (widths[0], widths[1], widths[2]);
        _stages =
        [
            [new ConvBlock(arena, "eda.stage1.conv", "eda.stage1.bn", 1, a, AttXNet.FirstKernel, AttXNet.FirstStride)],
            Pair(arena, "eda.stage2", continued[0], b),
            Pair(arena, "eda.stage3", continued[1], c),
            Pair(arena, "eda.stage4", continued[2], c),
        ];
        _squeeze = new SqueezeExcite(arena, "eda.stage4.se", c);
        _project = new Perceptron(arena, "eda.project", [c, AttXNet.Projected, AttXNet.Projected], reluAtEnd: true);
    }

    public Activation Stage(int stage, Workspace workspace, Activation input, List<IPass> passes) =>
        _stages[stage - 1].Aggregate(input, (x, block) => block.Bind(workspace, x, passes, AttXNet.Padding));

    public Activation Project(Workspace workspace, Activation input, List<IPass> passes)
    {
        Activation stage4 = Stage(4, workspace, input, passes);
        Activation scaled = SqueezePass.Bind(_squeeze, workspace, stage4, null, passes, 0);
        return _project.Bind(workspace, AttXNet.Pool(workspace, scaled, passes), passes);
    }

    private static ConvBlock[] Pair(ParameterArena arena, string name, int inputs, int outputs) =>
    [
        new ConvBlock(arena, name + ".0.conv", name + ".0.bn", inputs, outputs, AttXNet.Kernel, 2),
        new ConvBlock(arena, name + ".1.conv", name + ".1.bn", outputs, outputs, AttXNet.Kernel, 1),
    ];
}
