using AttX.Onnx.Format;

namespace AttX.Onnx.Graphs;

/// <summary>
/// The input <c>present</c> of a model that can miss sensors: 1 where a window has the sensor of a branch, 0 where not. What is hidden is replaced,
/// not multiplied, so that even a value that is not a number stays out of the result.
/// </summary>
internal sealed class PresenceMask
{
    private readonly GraphBuilder _graph;
    private readonly IReadOnlyList<string> _branches;
    private readonly string _isPresent;

    /// <summary>Reads the flags.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="branches">The branches' names.</param>
    /// <param name="input">The input, from <see cref="Input"/>.</param>
    public PresenceMask(GraphBuilder graph, IReadOnlyList<string> branches, string input)
    {
        (_graph, _branches) = (graph.Within("presence"), branches);
        string half = _graph.Constant(OnnxTensor.Of("presence.half", [], new ReadOnlySpan<float>([0.5f])));
        _isPresent = _graph.Node("Greater", "flags", [input, half]);
    }

    /// <summary>Declares the input (P, branches), P = N, or 1 for all windows.</summary>
    public static string Input(GraphBuilder graph, IReadOnlyList<string> branches) => graph.Input("present", ElementType.Float, ["P", branches.Count],
        $"1 where a window has the sensor of {string.Join(", ", branches)}, else 0; one row per window (P = N), or one for all (P = 1)");

    /// <summary>Replaces the representation (N, C, T) of an absent branch by zeros.</summary>
    public string Representation(string name, int branch, string z) => _graph.Node("Where", name,
        [_graph.Node("Unsqueeze", $"{name}.flag", [Flag(branch), _graph.Integers("axis.time", 2)]), z, Single("zero", 0)]);

    /// <summary>Takes absent branches out of a softmax over the last axis of scores (N, C, T, branches).</summary>
    public string Scores(string name, string scores) => _graph.Node("Where", name,
        [_graph.Node("Unsqueeze", $"{name}.flags", [_isPresent, _graph.Integers("axes.channel_time", 1, 2)]), scores, Single("lowest", float.MinValue)]);

    /// <summary>Replaces the projection (N, 64) of an absent branch by its learned vector.</summary>
    public string Projection(string name, int branch, string projected, string absent) => _graph.Node("Where", name, [Flag(branch), projected, absent]);

    /// <summary>Computes 1 / number of branches that are there (P, 1, 1), once.</summary>
    public string Share()
    {
        const string name = "share";
        if (_graph.Graph.Nodes.Any(n => n.Name == $"presence.{name}"))
            return $"presence.{name}";
        string ones = _graph.Node("Cast", "ones", [_isPresent], ("to", (long)ElementType.Float));
        string count = _graph.Node("ReduceSum", "count", [ones, _graph.Integers("axis.branches", 1)]);
        return _graph.Node("Reciprocal", name, [_graph.Node("Unsqueeze", "count.column", [count, _graph.Integers("axis.time", 2)])]);
    }

    /// <summary>The flag of one branch (P, 1).</summary>
    private string Flag(int branch)
    {
        string name = _graph.Named(_branches[branch]);
        if (_graph.Graph.Nodes.All(n => n.Name != name))
            _graph.Node("Gather", _branches[branch], [_isPresent, _graph.Integers($"branch.{branch}", branch)], ("axis", 1L));
        return name;
    }

    private string Single(string name, float value) => _graph.Constant(OnnxTensor.Of($"presence.{name}", [], new ReadOnlySpan<float>([value])));
}
