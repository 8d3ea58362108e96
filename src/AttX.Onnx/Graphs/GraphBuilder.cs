using AttX.Onnx.Format;

namespace AttX.Onnx.Graphs;

/// <summary>Builds a graph node by node. A node's output has the node's name; a prefix names its part of the model.</summary>
internal sealed class GraphBuilder(OnnxGraph graph, string prefix = "")
{
    /// <summary>The graph built so far.</summary>
    public OnnxGraph Graph { get; } = graph;

    /// <summary>Returns a builder of the same graph whose names have one more level.</summary>
    public GraphBuilder Within(string part) => new(Graph, Named(part) + ".");

    /// <summary>Adds a node with one output.</summary>
    /// <param name="type">The operator.</param>
    /// <param name="name">Name of the node and of its output.</param>
    /// <param name="inputs">Names of its inputs.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <returns>The name of its output.</returns>
    public string Node(string type, string name, IReadOnlyList<string> inputs, params (string Name, object Value)[] attributes)
    {
        string output = Named(name);
        Graph.Nodes.Add(new OnnxNode(type, output, inputs, [output], [.. attributes.Select(a => new OnnxAttribute(a.Name, a.Value))]));
        return output;
    }

    /// <summary>Adds a vector of integers.</summary>
    public string Integers(string name, params ReadOnlySpan<long> values) => Constant(OnnxTensor.Of(Named(name), [values.Length], values));

    /// <summary>Adds an integer scalar.</summary>
    public string Integer(string name, long value) => Constant(OnnxTensor.Of(Named(name), [], [value]));

    /// <summary>Adds a double-precision scalar.</summary>
    public string Number(string name, double value) => Constant(OnnxTensor.Of(Named(name), [], [value]));

    /// <summary>Adds a matrix, or with one dimension a vector, in double precision.</summary>
    public string Numbers(string name, IReadOnlyList<int> shape, double[] values) => Constant(OnnxTensor.Of(Named(name), shape, values));

    /// <summary>Adds a constant, once.</summary>
    public string Constant(OnnxTensor tensor)
    {
        if (Graph.Initializers.All(t => t.Name != tensor.Name))
            Graph.Initializers.Add(tensor);
        return tensor.Name;
    }

    /// <summary>Declares an input of the graph.</summary>
    public string Input(string name, ElementType type, IReadOnlyList<Dimension> shape, string documentation = "")
    {
        Graph.Inputs.Add(new OnnxValue(Named(name), type, shape, documentation));
        return Named(name);
    }

    /// <summary>Declares a node's output as an output of the graph.</summary>
    public void Output(string value, ElementType type, IReadOnlyList<Dimension> shape, string documentation = "") =>
        Graph.Outputs.Add(new OnnxValue(value, type, shape, documentation));

    /// <summary>Turns a scalar into a vector of one element.</summary>
    public string Vector(string name, string scalar) => Node("Unsqueeze", name, [scalar, Integers("axis.0", 0)]);

    /// <summary>Selects one element of a vector as a scalar; -1 is the last.</summary>
    public string Element(string name, string vector, int index) =>
        Node("Gather", name, [vector, Integer($"index.{index}", index)], ("axis", 0L));

    /// <summary>Slices a vector from start to end (exclusive) by a step; each argument is a vector of one element.</summary>
    public string Slice(string name, string vector, string start, string end, long step = 1) =>
        Node("Slice", name, [vector, start, end, Integers("axis.0", 0), Integers($"step.{step}", step)]);

    /// <summary>Reverses a vector.</summary>
    public string Reverse(string name, string vector) => Slice(name, vector, Integers("last", -1), Integers("before_all", long.MinValue), -1);

    /// <summary>Creates the graph of one Scan step.</summary>
    public GraphBuilder Step(string name) => new(new OnnxGraph(Named(name)), Named(name) + ".");

    /// <summary>
    /// Runs a step for each row of a matrix, which turns the state and the row into the next state and a result.
    /// </summary>
    /// <returns>The results, row by row.</returns>
    public string Scan(string name, string state, string rows, OnnxGraph step)
    {
        string results = Named(name);
        Graph.Nodes.Add(new OnnxNode("Scan", results, [state, rows], [results + ".last", results],
            [new OnnxAttribute("body", step), new OnnxAttribute("num_scan_inputs", 1L)]));
        return results;
    }

    /// <summary>Returns a name in this part of the model.</summary>
    public string Named(string name) => prefix + name;
}
