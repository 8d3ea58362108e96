using AttX.Models.Blocks;
using AttX.Models.Branches;
using AttX.Models.Connections;
using AttX.Models.Execution;
using AttX.Nn;
using AttX.Nn.Serialization;

namespace AttX.Models;

/// <summary>
/// The network of Bhatti et al. 2021 as specified in docs/network.md, for any number of modalities: each runs through a branch, an
/// SE-ResNet or a CNN, and connections join the branches after any of stages 1 to 3. Holds the weights;
/// activations live in an <see cref="AttXNetPass"/>, so any number of passes may share one network.
/// </summary>
public sealed class AttXNet
{
    /// <summary>Length of a window's embedding, on which the estimates of later windows rest in a network with context.</summary>
    public const int EmbeddingLength = PassContext.EmbeddingLength;

    private const int HeadWidth = 128;
    private readonly IBranch[] _branches;
    private readonly IConnection?[] _connections = new IConnection?[3];
    private readonly Perceptron? _features;
    private readonly Perceptron _head;
    private readonly SessionContext? _context;
    private readonly Parameter[] _absent = [];

    /// <summary>Creates a network with initial weights determined by the seed alone.</summary>
    /// <param name="options">The shape, already validated.</param>
    /// <param name="seed">Seed of the initial weights; each layer derives its own by name.</param>
    public AttXNet(AttXNetOptions options, ulong seed)
    {
        Options = options;
        BranchNames = [.. options.Branches.Select(branch => branch.Name)];
        IReadOnlyList<IReadOnlyList<int>> senders = options.Connection.Senders(BranchNames);
        bool connected = senders.Any(from => from.Count > 0);
        for (int j = 0; connected && j < 3; j++)
            if (options.Stages.Contains(j + 1))
                _connections[j] = IConnection.Create(Arena, options.ConnectionKind, Connection(j + 1, senders));
        _branches = [.. options.Branches.Select((branch, i) => IBranch.Create(Arena, branch, options.FirstStride, options.Widths, Continued(i)))];
        if (options.Features > 0)
            _features = new Perceptron(Arena, "features", [options.Features, BranchShape.Projected], reluAtEnd: true);
        int fused = BranchShape.Projected * (_branches.Length + (_features == null ? 0 : 1));
        if (options.ContextWindows > 0)
            _context = new SessionContext(Arena, fused);
        _head = new Perceptron(
            Arena, "head", [fused + (_context == null ? 0 : SessionContext.StateLength), HeadWidth, HeadWidth, options.Classes], reluAtEnd: false);
        if (options.AllowsAbsence)
            _absent = [.. BranchNames.Select(branch => Arena.Add($"absent.{branch}", [BranchShape.Projected], Initialization.Zeros))];
        Arena.Initialize(seed);
    }

    /// <summary>The network's shape.</summary>
    public AttXNetOptions Options { get; }

    /// <summary>The branches' names, in the order of the inputs.</summary>
    public IReadOnlyList<string> BranchNames { get; }

    /// <summary>All weights and running statistics.</summary>
    public ParameterArena Arena { get; } = new();

    /// <summary>Writes the weights as safetensors with the names and shapes of docs/network.md, sorted by name.</summary>
    public void Save(Stream stream, IReadOnlyDictionary<string, string> metadata) => SafeTensors.Write(stream, [.. Export()], metadata);

    /// <summary>Loads the weights of a checkpoint, which must have exactly this network's names and shapes.</summary>
    /// <exception cref="InvalidDataException">Tensors are missing, unknown, or of another shape; the message names all.</exception>
    public void Load(SafeTensorsFile file)
    {
        Dictionary<string, NamedTensor> tensors = file.Tensors.ToDictionary(t => t.Name);
        ILookup<bool, Parameter> found = Arena.Parameters.ToLookup(p => tensors.ContainsKey(p.Name));
        string[] problems =
        [
            .. Listed("missing", found[false].Select(Described)),
            .. Listed("unknown", tensors.Keys.Except(Arena.Parameters.Select(p => p.Name))),
            .. Listed("of another shape", found[true].Where(p => !tensors[p.Name].Shape.SequenceEqual(p.Shape))
                .Select(p => $"{Described(p)} is ({string.Join(", ", tensors[p.Name].Shape)})")),
        ];
        if (problems.Length > 0)
            throw new InvalidDataException($"The tensors are not this network's: {string.Join("; ", problems)}.");
        foreach (Parameter parameter in Arena.Parameters)
            parameter.Import(tensors[parameter.Name].Data, parameter.Values);
    }

    /// <summary>Exports all weights and running statistics in PyTorch's order, sorted by name.</summary>
    public IEnumerable<NamedTensor> Export() => Arena.Parameters.OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => Export(p, p.Values));

    /// <summary>Exports a parameter's values, or its gradient, in PyTorch's order.</summary>
    public static NamedTensor Export(Parameter parameter, ReadOnlySpan<float> values)
    {
        float[] data = new float[parameter.Length];
        parameter.Export(values, data);
        return new NamedTensor(parameter.Name, parameter.Shape, data);
    }

    /// <summary>Binds all blocks to the inputs, in order; the result is the logits (·, 1, classes).</summary>
    /// <param name="workspace">The size of the pass.</param>
    /// <param name="inputs">The windows of each branch.</param>
    /// <param name="features">The windows' features (·, 1, features); null for a network without.</param>
    /// <param name="operations">Receives the operations.</param>
    internal Activation Bind(Workspace workspace, IReadOnlyList<Activation> inputs, Activation? features, List<IOperation> operations)
    {
        IReadOnlyList<Activation> x = inputs;
        for (int stage = 1; stage <= 3; stage++)
        {
            x = [.. x.Select((z, i) => _branches[i].Stage(stage, workspace, z, operations))];
            x = _connections[stage - 1]?.Bind(workspace, x, inputs, operations, BranchShape.Padding) ?? x;
        }

        x = [.. x.Select((z, i) => _branches[i].Project(workspace, z, operations))];
        if (features != null)
            x = [.. x, _features!.Bind(workspace, features, operations)];
        Activation fused = Fuse(workspace, x, operations);
        return _head.Bind(workspace, _context?.Bind(workspace, fused, operations) ?? fused, operations);
    }

    private static string Described(Parameter parameter) => $"{parameter.Name} ({string.Join(", ", parameter.Shape)})";

    private static IEnumerable<string> Listed(string what, IEnumerable<string> tensors)
    {
        string[] all = [.. tensors];
        return all.Length == 0 ? [] : [$"{all.Length} {what}: {string.Join(", ", all)}"];
    }

    private Activation Fuse(Workspace workspace, IReadOnlyList<Activation> vectors, List<IOperation> operations)
    {
        if (vectors.Count == 1)
            return vectors[0];
        Activation output = Activation.Allocate(workspace, 1, vectors.Sum(v => v.Value.Channels));
        operations.Add(new FusionOperation(vectors, output, _absent, workspace.Presence));
        return output;
    }

    private ConnectionShape Connection(int stage, IReadOnlyList<IReadOnlyList<int>> senders) =>
        new(stage, Options.Branches, Options.Widths[stage - 1], senders)
        {
            FirstStride = Options.FirstStride,
            Attention = Options.Attention,
            AttentionScope = Options.AttentionScope,
            FixedAttention = Options.FixedAttention,
            GlorotAttention = Options.GlorotAttention,
            Merge = Options.Merge,
        };

    /// <summary>Channels with which a branch continues after stages 1 to 3.</summary>
    private int[] Continued(int branch) => [.. Options.Widths.Select((width, j) => _connections[j]?.OutputChannels(branch) ?? width)];
}
