namespace AttX.Onnx.Format;

/// <summary>
/// Writes a graph as an ONNX file, a ModelProto. The numbers are the field numbers of onnx.proto
/// (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto), version 8 of the representation.
/// </summary>
internal static class OnnxFile
{
    /// <summary>Version of the operator set.</summary>
    public const int Opset = 17;

    private const int IrVersion = 8;

    // AttributeProto.AttributeType.
    private const int FloatAttribute = 1, IntAttribute = 2, StringAttribute = 3, GraphAttribute = 5, IntsAttribute = 7;

    /// <summary>Writes the file: the same content gives the same bytes.</summary>
    /// <param name="stream">Receives the file.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="documentation">Description of the model.</param>
    /// <param name="metadata">Metadata as text by key.</param>
    public static void Write(Stream stream, OnnxGraph graph, string documentation, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        ProtoWriter model = new();
        model.Integer(1, IrVersion);
        model.Text(2, "AttX");
        model.Text(3, typeof(OnnxFile).Assembly.GetName().Version!.ToString(3));
        model.Text(6, documentation);
        model.Message(7, message => Write(message, graph));
        model.Message(8, opset => opset.Integer(2, Opset));
        foreach ((string key, string value) in metadata.OrderBy(m => m.Key, StringComparer.Ordinal))
            model.Message(14, entry =>
            {
                entry.Text(1, key);
                entry.Text(2, value);
            });
        model.CopyTo(stream);
    }

    private static void Write(ProtoWriter message, OnnxGraph graph)
    {
        foreach (OnnxNode node in graph.Nodes)
            message.Message(1, m => Write(m, node));
        message.Text(2, graph.Name);
        foreach (OnnxTensor tensor in graph.Initializers)
            message.Message(5, m => Write(m, tensor));
        foreach (OnnxValue input in graph.Inputs)
            message.Message(11, m => Write(m, input));
        foreach (OnnxValue output in graph.Outputs)
            message.Message(12, m => Write(m, output));
    }

    private static void Write(ProtoWriter message, OnnxNode node)
    {
        foreach (string input in node.Inputs)
            message.Text(1, input);
        foreach (string output in node.Outputs)
            message.Text(2, output);
        message.Text(3, node.Name);
        message.Text(4, node.Operator);
        foreach (OnnxAttribute attribute in node.Attributes)
            message.Message(5, m => Write(m, attribute));
    }

    private static void Write(ProtoWriter message, OnnxAttribute attribute)
    {
        message.Text(1, attribute.Name);
        switch (attribute.Value)
        {
            case float value:
                message.Single(2, value);
                message.Integer(20, FloatAttribute);
                break;
            case long value:
                message.Integer(3, value);
                message.Integer(20, IntAttribute);
                break;
            case string value:
                message.Text(4, value);
                message.Integer(20, StringAttribute);
                break;
            case OnnxGraph value:
                message.Message(6, m => Write(m, value));
                message.Integer(20, GraphAttribute);
                break;
            case long[] values:
                foreach (long value in values)
                    message.Integer(8, value);
                message.Integer(20, IntsAttribute);
                break;
            default:
                throw new ArgumentException($"{attribute.Name}: {attribute.Value.GetType().Name} is no attribute's type.", nameof(attribute));
        }
    }

    private static void Write(ProtoWriter message, OnnxTensor tensor)
    {
        foreach (int dimension in tensor.Shape)
            message.Integer(1, dimension);
        message.Integer(2, (int)tensor.Type);
        message.Text(8, tensor.Name);
        message.Bytes(9, tensor.Data);
    }

    private static void Write(ProtoWriter message, OnnxValue value)
    {
        message.Text(1, value.Name);
        message.Message(2, type => type.Message(1, tensor =>
        {
            tensor.Integer(1, (int)value.Type);
            tensor.Message(2, shape =>
            {
                foreach (Dimension dimension in value.Shape)
                    shape.Message(1, m => Write(m, dimension));
            });
        }));
        message.Text(3, value.Documentation);
    }

    private static void Write(ProtoWriter message, Dimension dimension)
    {
        if (dimension.Name is { } name)
            message.Text(2, name);
        else
            message.Integer(1, dimension.Value);
    }
}
