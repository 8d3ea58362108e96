using AttX.Testing;

namespace AttX.Nn.Tests.Layers;

/// <summary>What a layer gave: its output, and the gradient of every argument.</summary>
internal sealed record LayerResult(float[] Output, IReadOnlyDictionary<string, float[]> Gradients);

/// <summary>
/// One layer at one size, for the gradient check and the golden comparison. Arguments are inputs (channels-last) and
/// parameters (PyTorch's order); names are those of layers.safetensors.
/// </summary>
internal abstract class LayerCase(string name, Type layer)
{
    /// <summary>The case's name in layers.safetensors.</summary>
    public string Name { get; } = name;

    /// <summary>The type it tries.</summary>
    public Type Layer { get; } = layer;

    /// <summary>Sizes of the arguments.</summary>
    public abstract IReadOnlyDictionary<string, int[]> Shapes { get; }

    /// <summary>The layer's forward function, composed of the kernels' twins.</summary>
    public abstract double[] Twin(Arguments a);

    /// <summary>The layer itself, forward and backward from the gradient of its output.</summary>
    public abstract LayerResult Run(IReadOnlyDictionary<string, float[]> a, float[] dOut);

    /// <summary>Copies (samples, length, channels) into a tensor with padding.</summary>
    protected static Tensor Fill(float[] values, int[] shape, int padding = 0)
    {
        Tensor tensor = Zeros(shape, padding);
        int each = values.Length / tensor.Samples;
        for (int n = 0; n < tensor.Samples; n++)
            values.AsSpan(n * each, each).CopyTo(tensor[n].Values);
        return tensor;
    }

    /// <summary>A tensor of (samples, length, channels), or (samples, channels).</summary>
    protected static Tensor Zeros(int[] shape, int padding = 0) =>
        new(shape[0], shape.Length > 2 ? shape[1] : 1, shape[^1], padding);

    /// <summary>Copies a tensor's values out.</summary>
    protected static float[] Read(Tensor tensor)
    {
        List<float> values = [];
        for (int n = 0; n < tensor.Samples; n++)
            values.AddRange(tensor[n].Values);
        GC.KeepAlive(tensor);
        return [.. values];
    }

    /// <summary>Sets the arena's parameters from the arguments of the same names.</summary>
    protected static void Import(ParameterArena arena, IReadOnlyDictionary<string, float[]> a)
    {
        arena.Initialize(0);
        arena.ClearGradients();
        foreach (Parameter parameter in arena.Parameters)
            if (a.TryGetValue(ShortName(parameter), out float[]? values))
                parameter.Import(values, parameter.Values);
    }

    /// <summary>The gradients of the arena's parameters among the arguments, and of the inputs given.</summary>
    protected static Dictionary<string, float[]> Gradients(
        ParameterArena arena, IReadOnlyDictionary<string, float[]> a, params (string Name, Tensor Gradient)[] inputs)
    {
        Dictionary<string, float[]> gradients = inputs.ToDictionary(i => i.Name, i => Read(i.Gradient));
        foreach (Parameter parameter in arena.Parameters)
            if (a.ContainsKey(ShortName(parameter)))
            {
                float[] gradient = new float[parameter.Length];
                parameter.Export(parameter.Gradient, gradient);
                gradients[ShortName(parameter)] = gradient;
            }

        GC.KeepAlive(arena);
        return gradients;
    }

    /// <summary>(out, in, k) to (k, in, out).</summary>
    protected static double[] Transpose(double[] weight, int outs, int ins, int taps)
    {
        double[] result = new double[weight.Length];
        for (int o = 0; o < outs; o++)
            for (int i = 0; i < ins; i++)
                for (int t = 0; t < taps; t++)
                    result[(((t * ins) + i) * outs) + o] = weight[(((o * ins) + i) * taps) + t];
        return result;
    }

    // Layers under test are registered as "layer".
    private static string ShortName(Parameter parameter) => parameter.Name["layer.".Length..];
}
