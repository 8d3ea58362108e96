using AttX.Models;
using AttX.Nn;
using AttX.Nn.Layers;
using AttX.Nn.Serialization;
using AttX.Onnx.Format;

namespace AttX.Onnx.Graphs;

/// <summary>
/// The network in inference mode, operator by operator, with the checkpoint's tensors as constants of the same names
/// (docs/network.md). The blocks follow from the names of its parameters; "same" padding is SAME_UPPER in ONNX.
/// </summary>
internal sealed partial class NetworkGraph
{
    private readonly GraphBuilder _graph;
    private readonly AttXNetOptions _options;
    private readonly string _result;
    private readonly Dictionary<string, Parameter> _parameters;
    private readonly IReadOnlyList<string> _names;
    private readonly IReadOnlyList<IReadOnlyList<int>> _senders;

    private readonly List<OnnxValue> _theta = [];

    // Null for a network that needs all sensors.
    private readonly PresenceMask? _mask;

    // Null for a network without context.
    private readonly string? _context;

    /// <summary>Names of the branches' modalities, by which theta is named.</summary>
    public required IReadOnlyList<string> Shown { get; init; }

    /// <summary>Creates the graph of a network.</summary>
    /// <param name="graph">Where the network is added.</param>
    /// <param name="network">The network.</param>
    /// <param name="present">The input that says which sensors windows have; null for a network that needs all.</param>
    /// <param name="context">The embeddings (N, T, 32) of the windows before; null for a network without context.</param>
    /// <param name="result">Name of the probabilities.</param>
    public NetworkGraph(GraphBuilder graph, AttXNet network, string? present, string? context, string result)
    {
        (_graph, _options, _context, _result) = (graph, network.Options, context, result);
        _names = network.BranchNames;
        _senders = network.Options.Connection.Senders(_names);
        _parameters = network.Arena.Parameters.ToDictionary(p => p.Name);
        _mask = present == null ? null : new PresenceMask(graph, _names, present);
    }

    /// <summary>Adds the network and returns its results: the probabilities, then theta of each connection and branch, then its embedding.</summary>
    /// <param name="windows">The windows (N, axes, L) of each branch, in the order of the branches.</param>
    /// <param name="features">The standardised features (N, features); null for a network without.</param>
    public IReadOnlyList<OnnxValue> Add(IReadOnlyDictionary<string, string> windows, string? features)
    {
        Dictionary<string, string> x = new(windows);
        for (int j = 1; j <= 4; j++)
        {
            foreach (string branch in _names)
                x[branch] = Stage(branch, j, x[branch]);
            if (_options.Stages.Contains(j) && _senders.Any(from => from.Count > 0))
                Connect(j, x, windows);
        }

        string[] projected = [.. _names.Select((branch, i) => Projection(branch, i, x[branch])),
            .. features == null ? Array.Empty<string>() : [Perceptron("features", features, reluAtEnd: true)]];
        string fused = projected.Length == 1 ? projected[0] : _graph.Node("Concat", "fusion", projected, ("axis", 1L));
        OnnxValue[] embedding = [];
        if (_context != null)
        {
            string own = _graph.Node("Relu", ContextInput.Embedding, [Linear("context.embedding", fused)]);
            embedding = [new OnnxValue(own, ElementType.Float, ["N", AttXNet.EmbeddingLength])];
            fused = _graph.Node("Concat", "context.fused", [fused, State(own, _context)], ("axis", 1L));
        }

        string probabilities = _graph.Node("Softmax", _result, [Perceptron("head", fused, reluAtEnd: false)], ("axis", 1L));
        return [new OnnxValue(probabilities, ElementType.Float, ["N", _options.Classes], "Probability of each class"), .. _theta, .. embedding];
    }

    /// <summary>The state (N, 32) of the recurrent unit after the embeddings before and a window's own.</summary>
    private string State(string own, string context)
    {
        string row = _graph.Node("Unsqueeze", "context.own", [own, _graph.Integers("axis.session", 1)]);
        string steps = _graph.Node("Transpose", "context.steps", [_graph.Node("Concat", "context.all", [context, row], ("axis", 1L))], ("perm", new long[] { 1, 0, 2 }));
        int units = _parameters["context.gru.hh.weight"].Shape[1];
        // The rows are those of r, z and n; the operator's are those of z, r and n.
        string order = _graph.Integers("context.gru.order", [.. Enumerable.Range(0, 3 * units).Select(i => (long)(i < units ? i + units : i < 2 * units ? i - units : i))]);
        string Ordered(string name) => _graph.Node("Gather", $"{name}.ordered", [Weight(name), order], ("axis", 0L));
        string Direction(string name, string x) => _graph.Node("Unsqueeze", name, [x, _graph.Integers("axis.0", 0)]);
        string bias = _graph.Node("Concat", "context.gru.biases", [Ordered("context.gru.ih.bias"), Ordered("context.gru.hh.bias")], ("axis", 0L));
        string last = _graph.Named("context.gru");
        _graph.Graph.Nodes.Add(new OnnxNode("GRU", last, [steps, Direction("context.gru.input", Ordered("context.gru.ih.weight")),
            Direction("context.gru.recurrent", Ordered("context.gru.hh.weight")), Direction("context.gru.bias", bias)], ["", last],
            [new OnnxAttribute("hidden_size", (long)units), new OnnxAttribute("linear_before_reset", 1L)]));
        return _graph.Node("Squeeze", "context.state", [last, _graph.Integers("axis.0", 0)]);
    }

    private string Projection(string branch, int index, string x)
    {
        string projected = Perceptron($"{branch}.project", Mean($"{branch}.pool", x), reluAtEnd: true);
        return _mask?.Projection($"{branch}.or_absent", index, projected, Weight($"absent.{branch}")) ?? projected;
    }

    /// <summary>Adds one block, or blocks numbered from 0 of which the first shortens, and the squeeze at the end of a stage.</summary>
    private string Stage(string branch, int j, string x)
    {
        string stage = $"{branch}.stage{j}";
        if (Has($"{stage}.conv.weight"))
            return ConvBlock(stage, "", x, _options.FirstStride);
        for (int i = 0; ; i++)
        {
            string block = $"{stage}.{i}";
            int stride = i == 0 ? 2 : 1;
            if (Has($"{block}.conv1.weight"))
                x = Residual(block, x, stride);
            else if (Has($"{block}.conv.weight"))
                x = ConvBlock(block, "", x, stride);
            else
                return Has($"{stage}.se.fc1.weight") ? SqueezeExcite($"{stage}.se", x) : x;
        }
    }

    private string ConvBlock(string name, string number, string x, int stride) =>
        _graph.Node("Relu", $"{name}.relu{number}", [Normalised($"{name}.bn{number}", Convolution($"{name}.conv{number}", x, stride))]);

    private string Residual(string name, string x, int stride)
    {
        string hidden = Convolution($"{name}.conv2", ConvBlock(name, "1", x, stride), 1);
        string scaled = SqueezeExcite($"{name}.se", Normalised($"{name}.bn2", hidden));
        string shortcut = Has($"{name}.shortcut.conv.weight")
            ? Normalised($"{name}.shortcut.bn", Convolution($"{name}.shortcut.conv", x, stride)) : x;
        return _graph.Node("Relu", $"{name}.relu", [_graph.Node("Add", $"{name}.sum", [scaled, shortcut])]);
    }

    private string SqueezeExcite(string name, string x)
    {
        string hidden = _graph.Node("Relu", $"{name}.relu", [Linear($"{name}.fc1", Mean($"{name}.pool", x))]);
        string gate = _graph.Node("Sigmoid", $"{name}.sigmoid", [Linear($"{name}.fc2", hidden)]);
        string column = _graph.Node("Unsqueeze", $"{name}.gate", [gate, _graph.Integers("axis.time", 2)]);
        return _graph.Node("Mul", name, [x, column]);
    }

    private string Perceptron(string name, string x, bool reluAtEnd)
    {
        for (int i = 0; Has($"{name}.{i}.weight"); i++)
        {
            x = Linear($"{name}.{i}", x);
            if (reluAtEnd || Has($"{name}.{i + 1}.weight"))
                x = _graph.Node("Relu", $"{name}.relu{i}", [x]);
        }

        return x;
    }

    /// <summary>"Same" padding of one tap is none: runtimes differ where the stride exceeds the kernel.</summary>
    private string Convolution(string name, string x, int stride) => _graph.Node("Conv", name, [x, Weight($"{name}.weight")],
        ("auto_pad", _parameters[$"{name}.weight"].Shape[2] == 1 ? "VALID" : "SAME_UPPER"), ("strides", new long[] { stride }));

    private string Normalised(string name, string x) => _graph.Node("BatchNormalization", name,
        [x, Weight($"{name}.weight"), Weight($"{name}.bias"), Weight($"{name}.running_mean"), Weight($"{name}.running_var")],
        ("epsilon", (float)BatchNorm1d.Epsilon));

    private string Linear(string name, string x) =>
        _graph.Node("Gemm", name, [x, Weight($"{name}.weight"), Weight($"{name}.bias")], ("transB", 1L));

    private string Mean(string name, string x) => _graph.Node("ReduceMean", name, [x], ("axes", new long[] { 2 }), ("keepdims", 0L));

    private bool Has(string parameter) => _parameters.ContainsKey(parameter);

    private string Weight(string name)
    {
        NamedTensor tensor = AttXNet.Export(_parameters[name], _parameters[name].Values);
        return _graph.Constant(OnnxTensor.Of(_graph.Named(name), tensor.Shape, tensor.Data.AsSpan()));
    }
}
