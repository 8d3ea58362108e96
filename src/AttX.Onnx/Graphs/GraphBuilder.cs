using AttX.Onnx.Format;

namespace AttX.Onnx.Graphs;

/// <summary>Builds a graph node by node. What a node gives has the node's name; a prefix names the part of the model it is in.</summary>
internal sealed class GraphBuilder(OnnxGraph graph, string prefix = "")
{
    /// <summary>The graph so far.</summary>
    public OnnxGraph Graph { get; } = graph;

    /// <summary>The same graph, with names under one more level.</summary>
    public GraphBuilder Within(string part) => new(Graph, Named(part) + ".");

    /// <summary>Adds a node of one result.</summary>
    /// <param name="type">The operator.</param>
    /// <param name="name">Its name, and that of what it gives.</param>
    /// <param name="inputs">What it reads.</param>
    /// <param name="attributes">Its settings.</param>
    /// <returns>The name of what it gives.</returns>
    public string Node(string type, string name, IReadOnlyList<string> inputs, params (string Name, object Value)[] attributes)
    {
        string output = Named(name);
        Graph.Nodes.Add(new OnnxNode(type, output, inputs, [output], [.. attributes.Select(a => new OnnxAttribute(a.Name, a.Value))]));
        return output;
    }

    /// <summary>A vector of integers.</summary>
    public string Integers(string name, params ReadOnlySpan<long> values) => Constant(OnnxTensor.Of(Named(name), [values.Length], values));

    /// <summary>One integer, without a dimension.</summary>
    public string Integer(string name, long value) => Constant(OnnxTensor.Of(Named(name), [], [value]));

    /// <summary>One number in double precision, without a dimension.</summary>
    public string Number(string name, double value) => Constant(OnnxTensor.Of(Named(name), [], [value]));

    /// <summary>A matrix, or of one dimension a vector, in double precision.</summary>
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

    /// <summary>Declares what a node gives an output of the graph.</summary>
    public void Output(string value, ElementType type, IReadOnlyList<Dimension> shape, string documentation = "") =>
        Graph.Outputs.Add(new OnnxValue(value, type, shape, documentation));

    /// <summary>A scalar as a vector of one.</summary>
    public string Vector(string name, string scalar) => Node("Unsqueeze", name, [scalar, Integers("axis.0", 0)]);

    /// <summary>One element of a vector, without a dimension; -1 is the last.</summary>
    public string Element(string name, string vector, int index) =>
        Node("Gather", name, [vector, Integer($"index.{index}", index)], ("axis", 0L));

    /// <summary>Of a vector, the elements from start on to end, which is not among them, step by step; each a vector of one.</summary>
    public string Slice(string name, string vector, string start, string end, long step = 1) =>
        Node("Slice", name, [vector, start, end, Integers("axis.0", 0), Integers($"step.{step}", step)]);

    /// <summary>A vector backwards.</summary>
    public string Reverse(string name, string vector) => Slice(name, vector, Integers("last", -1), Integers("before_all", long.MinValue), -1);

    /// <summary>The graph of a step of a Scan.</summary>
    public GraphBuilder Step(string name) => new(new OnnxGraph(Named(name)), Named(name) + ".");

    /// <summary>
    /// Runs a step for each row of a matrix: from the state and a row it makes the next state and a result.
    /// </summary>
    /// <returns>The results, row by row.</returns>
    public string Scan(string name, string state, string rows, OnnxGraph step)
    {
        string results = Named(name);
        Graph.Nodes.Add(new OnnxNode("Scan", results, [state, rows], [results + ".last", results],
            [new OnnxAttribute("body", step), new OnnxAttribute("num_scan_inputs", 1L)]));
        return results;
    }

    private string Named(string name) => prefix + name;
}
