using System.Runtime.InteropServices;

namespace AttX.Onnx.Format;

/// <summary>TensorProto.DataType.</summary>
internal enum ElementType
{
    /// <summary>float32.</summary>
    Float = 1,

    /// <summary>int64.</summary>
    Int64 = 7,

    /// <summary>float64.</summary>
    Double = 11,
}

/// <summary>One dimension of a shape: a number, or a name if the size is known only at run time.</summary>
internal readonly record struct Dimension(long Value, string? Name)
{
    public static implicit operator Dimension(int value) => new(value, null);

    public static implicit operator Dimension(string name) => new(0, name);
}

/// <summary>An input or output of a graph.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Type of its elements.</param>
/// <param name="Shape">Its shape; empty for a scalar.</param>
/// <param name="Documentation">What it holds, with its unit.</param>
internal sealed record OnnxValue(string Name, ElementType Type, IReadOnlyList<Dimension> Shape, string Documentation = "");

/// <summary>A named constant: an initializer.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Type of its elements.</param>
/// <param name="Shape">Its shape; empty for a scalar.</param>
/// <param name="Data">The elements, little-endian, last dimension contiguous.</param>
internal sealed record OnnxTensor(string Name, ElementType Type, IReadOnlyList<int> Shape, byte[] Data)
{
    public static OnnxTensor Of(string name, IReadOnlyList<int> shape, ReadOnlySpan<float> values) =>
        new(name, ElementType.Float, shape, Bytes(values));

    public static OnnxTensor Of(string name, IReadOnlyList<int> shape, ReadOnlySpan<double> values) =>
        new(name, ElementType.Double, shape, Bytes(values));

    public static OnnxTensor Of(string name, IReadOnlyList<int> shape, ReadOnlySpan<long> values) =>
        new(name, ElementType.Int64, shape, Bytes(values));

    private static byte[] Bytes<T>(ReadOnlySpan<T> values)
        where T : unmanaged => MemoryMarshal.AsBytes(values).ToArray();
}

/// <summary>An attribute of a node: a long, a float, a string, an array of longs, or a graph (the body of a Scan).</summary>
internal sealed record OnnxAttribute(string Name, object Value);

/// <summary>One operator.</summary>
/// <param name="Operator">Its ONNX name.</param>
/// <param name="Name">Name of the node.</param>
/// <param name="Inputs">Names of its inputs.</param>
/// <param name="Outputs">Names of its outputs.</param>
/// <param name="Attributes">Its attributes.</param>
internal sealed record OnnxNode(
    string Operator, string Name, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, IReadOnlyList<OnnxAttribute> Attributes);

/// <summary>A graph, with its nodes in execution order.</summary>
internal sealed record OnnxGraph(string Name)
{
    public List<OnnxNode> Nodes { get; } = [];

    public List<OnnxTensor> Initializers { get; } = [];

    public List<OnnxValue> Inputs { get; } = [];

    public List<OnnxValue> Outputs { get; } = [];
}
