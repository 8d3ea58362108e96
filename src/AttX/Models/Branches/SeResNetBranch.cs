using AttX.Models.Blocks;
using AttX.Models.Execution;
using AttX.Nn;

namespace AttX.Models.Branches;

/// <summary>What the network needs of a stream: three stages that may be connected, and an end.</summary>
internal interface IBranch
{
    /// <summary>Stage 1 to 3.</summary>
    Activation Stage(int stage, Workspace workspace, Activation input, List<IPass> passes);

    /// <summary>From stage 3 to the projected vector Y' (·, 1, 64).</summary>
    Activation Project(Workspace workspace, Activation input, List<IPass> passes);
}

/// <summary>The SE-ResNet of the cardiac signal (network.md, "Streams").</summary>
internal sealed class SeResNetBranch : IBranch
{
    private readonly ConvBlock _stage1;
    private readonly SqueezeExciteBlock[] _stage2;
    private readonly SqueezeExciteBlock[] _stage3;
    private readonly Perceptron _project;

    /// <summary>Registers the stream's layers.</summary>
    /// <param name="arena">Receives the parameters.</param>
    /// <param name="widths">Channels that stages 1 to 3 give.</param>
    /// <param name="continued">Channels that go on after stages 1 to 3, connections included.</param>
    public SeResNetBranch(ParameterArena arena, IReadOnlyList<int> widths, IReadOnlyList<int> continued)
    {
        (int a, int b, int c) = (widths[0], widths[1], widths[2]);
        const int k = AttXNet.Kernel;
        _stage1 = new ConvBlock(arena, "ecg.stage1.conv", "ecg.stage1.bn", 1, a, AttXNet.FirstKernel, AttXNet.FirstStride);
        _stage2 =
        [
            new SqueezeExciteBlock(arena, "ecg.stage2.0", continued[0], b, k, 2, projection: true),
            new SqueezeExciteBlock(arena, "ecg.stage2.1", b, b, k, 1, projection: false),
            new SqueezeExciteBlock(arena, "ecg.stage2.2", b, b, k, 1, projection: false),
        ];
        _stage3 =
        [
            new SqueezeExciteBlock(arena, "ecg.stage3.0", continued[1], c, k, 2, projection: true),
            new SqueezeExciteBlock(arena, "ecg.stage3.1", c, c, k, 1, projection: false),
        ];
        _project = new Perceptron(arena, "ecg.project", [continued[2], AttXNet.Projected, AttXNet.Projected], reluAtEnd: true);
    }

    public Activation Stage(int stage, Workspace workspace, Activation input, List<IPass> passes) => stage switch
    {
        1 => _stage1.Bind(workspace, input, passes, AttXNet.Padding),
        2 => Chain(_stage2, workspace, input, passes),
        _ => Chain(_stage3, workspace, input, passes),
    };

    public Activation Project(Workspace workspace, Activation input, List<IPass> passes) =>
        _project.Bind(workspace, AttXNet.Pool(workspace, input, passes), passes);

    private static Activation Chain(SqueezeExciteBlock[] blocks, Workspace workspace, Activation input, List<IPass> passes) =>
        blocks.Aggregate(input, (x, block) => block.Bind(workspace, x, passes, AttXNet.Padding));
}
