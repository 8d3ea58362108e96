using AttX.ModelFiles;
using AttX.Models;
using AttX.Onnx.Format;

namespace AttX.Onnx.Graphs;

/// <summary>
/// The input <c>context</c> of a model with context: the embeddings of the windows before each window, oldest first, which the output
/// <c>embedding</c> gave for them. Of several networks, the embeddings stand side by side.
/// </summary>
internal static class ContextInput
{
    /// <summary>Name of the output.</summary>
    public const string Embedding = "embedding";

    /// <summary>Declares the input (N, T, embedding) of a model.</summary>
    public static string Input(GraphBuilder graph, TrainedModel model) => graph.Input("context", ElementType.Float, ["N", "T", Length(model)],
        $"Embeddings of the up to {model.Network.Options.ContextWindows - 1} windows before each window, a hop apart, oldest first");

    /// <summary>Selects the embeddings of one network.</summary>
    public static string Of(GraphBuilder graph, string context, int network) => graph.Node("Slice", $"context.member{network + 1}",
        [context, graph.Integers($"context.from{network + 1}", network * AttXNet.EmbeddingLength),
            graph.Integers($"context.to{network + 1}", (network + 1) * AttXNet.EmbeddingLength), graph.Integers("axis.embedding", 2)]);

    /// <summary>Joins the embeddings of several networks.</summary>
    public static OnnxValue Join(GraphBuilder graph, TrainedModel model, IEnumerable<OnnxValue> embeddings) => new(
        graph.Node("Concat", Embedding, [.. embeddings.Select(e => e.Name)], ("axis", 1L)), ElementType.Float, ["N", Length(model)],
        "Embedding of each window, for the context of those after it");

    private static int Length(TrainedModel model) => (1 + model.Others.Count) * AttXNet.EmbeddingLength;
}
