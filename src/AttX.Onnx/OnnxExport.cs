using AttX.Evaluation;
using AttX.Ground;
using AttX.ModelFiles;
using AttX.Onnx.Format;
using AttX.Onnx.Graphs;
using AttX.Signals.Modalities;

namespace AttX.Onnx;

/// <summary>
/// Exports a trained model to ONNX (opset 17). Inputs: windows of each modality, named after it: <c>ecg</c> and <c>eda</c>
/// (N, axes, L), channels first, z-scores, float32, N and L free; or, with
/// preprocessing, raw recordings <c>ecg_raw</c> and <c>eda_raw</c> (1, 1, samples), double; and <c>present</c> (N or 1, branches), float32, for
/// a model that can miss sensors; <c>features</c> (N, features), double, for a model that takes some; and <c>context</c> (N, T, embedding), float32,
/// for a model with context, with the output <c>embedding</c>. Outputs: <c>probabilities</c> (N, classes) and,
/// of each connection, <c>attx1.theta_ecg</c>, <c>attx1.theta_eda</c> (N, channels, time steps). docs/onnx.md describes the format.
/// </summary>
public static class OnnxExport
{
    private const string Notice = "Not a medical device.";

    /// <summary>Writes a model; the same model gives the same bytes.</summary>
    /// <param name="stream">Receives the file.</param>
    /// <param name="model">The model.</param>
    /// <param name="nativeRatesHz">The sampling rate of each input's raw signal; null: no preprocessing.</param>
    /// <exception cref="OptionsException">A rate at which the signal cannot be filtered, or not one rate per input.</exception>
    /// <exception cref="InvalidDataException">The network exceeds what an ONNX file can hold.</exception>
    public static void Write(Stream stream, TrainedModel model, IReadOnlyList<int>? nativeRatesHz = null)
    {
        ModelMetadata metadata = model.Metadata;
        long bytes = (1 + model.Others.Count) * model.Network.Arena.Parameters.Sum(p => (long)sizeof(float) * p.Length);
        if (bytes > int.MaxValue / 2)
            throw new InvalidDataException($"The weights take {bytes} bytes; an ONNX file of one piece is written up to {int.MaxValue / 2}.");
        if (nativeRatesHz != null && metadata.Features != null)
            throw new OptionsException(["--with-preprocessing: the model takes features of the windows (--features), which the graph does not compute: export it without."]);
        if (nativeRatesHz != null && PreprocessingGraph.Problems(metadata, nativeRatesHz) is { Count: > 0 } problems)
            throw new OptionsException(problems);
        GraphBuilder graph = new(new OnnxGraph("AttX"));
        IReadOnlyList<string> branches = model.Network.BranchNames;
        AddNetworks(graph, model, nativeRatesHz == null
            ? model.Network.Options.Branches.Zip(metadata.Modalities).ToDictionary(b => b.First.Name, b => graph.Input(
                b.Second.Info().Name, ElementType.Float, ["N", b.First.Axes, "L"], $"Windows of {b.Second}: filtered, z-scores, at {metadata.Options.SamplingRateHz} Hz; see attx.inputs"))
            : new PreprocessingGraph(graph, metadata, branches, nativeRatesHz).Add());
        OnnxFile.Write(stream, graph.Graph, $"AttX (Bhatti et al. 2021): attentive cross-modal connections. {Notice}",
            metadata.Write().Concat(About(nativeRatesHz)));
    }

    /// <summary>Adds the model's network or, of several, each and the mean of their results, and declares the outputs.</summary>
    private static void AddNetworks(GraphBuilder graph, TrainedModel model, IReadOnlyDictionary<string, string> windows)
    {
        string? present = model.Network.Options.AllowsAbsence ? PresenceMask.Input(graph, [.. model.Metadata.Modalities.Select(m => m.Info().Name)]) : null;
        string? features = model.Metadata.Features is { } input ? FeatureGraph.Add(graph, input) : null;
        string? context = model.Network.Options.ContextWindows > 0 ? ContextInput.Input(graph, model) : null;
        string[] shown = [.. model.Metadata.Modalities.Select(m => m.Info().Name)];
        string own = model.Metadata.Calibration == null ? "probabilities" : "uncalibrated";
        if (model.Others.Count == 0)
        {
            graph.Graph.Outputs.AddRange(new NetworkGraph(graph, model.Network, present, context, own) { Shown = shown }.Add(windows, features));
        }
        else
        {
            IReadOnlyList<OnnxValue>[] members = [.. model.Networks.Select((network, i) =>
                new NetworkGraph(graph.Within($"member{i + 1}"), network, present, context == null ? null : ContextInput.Of(graph, context, i), own) { Shown = shown }.Add(windows, features))];
            foreach ((int i, OnnxValue first) in members[0].SkipLast(context == null ? 0 : 1).Index())
                graph.Graph.Outputs.Add(first with { Name = graph.Node("Mean", first.Name["member1.".Length..], [.. members.Select(m => m[i].Name)]) });
            if (context != null)
                graph.Graph.Outputs.Add(ContextInput.Join(graph, model, members.Select(m => m[^1])));
        }

        if (model.Metadata.Calibration is { } scaling)
            graph.Graph.Outputs[0] = graph.Graph.Outputs[0] with { Name = Calibrated(graph, own, scaling) };
    }

    /// <summary>Adds softmax(slope · ln p + bias).</summary>
    private static string Calibrated(GraphBuilder graph, string own, ProbabilityScaling scaling)
    {
        string Single(string name, params ReadOnlySpan<float> values) => graph.Constant(OnnxTensor.Of($"calibration.{name}", [values.Length], values));
        string logarithm = graph.Node("Log", "calibration.log", [graph.Node("Max", "calibration.above_0", [own, Single("least", ProbabilityScaling.Least)])]);
        string scaled = graph.Node("Mul", "calibration.scaled", [logarithm, Single("slope", (float)scaling.Slope)]);
        string shifted = graph.Node("Add", "calibration.shifted", [scaled, Single("biases", [.. scaling.Biases.Select(b => (float)b)])]);
        return graph.Node("Softmax", "probabilities", [shifted], ("axis", 1L));
    }

    private static IEnumerable<KeyValuePair<string, string>> About(IReadOnlyList<int>? nativeRatesHz)
    {
        yield return new("attx.notice", Notice);
        if (nativeRatesHz != null)
            yield return new("attx.nativeRatesHz", string.Join(',', nativeRatesHz));
    }
}
