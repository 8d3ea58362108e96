using AttX.Nn.Layers;
using AttX.Nn.Losses;
using AttX.Nn.Serialization;
using AttX.Testing;

namespace AttX.Nn.Tests.Layers;

/// <summary>Every layer: gradients against finite differences in double precision, and everything against PyTorch.</summary>
public class LayerTests
{
    // Of the largest value. Both references are exact to far below float32's rounding; the layers sum up to some hundred terms.
    private const double ForwardTolerance = 1e-5;
    private const double GradientTolerance = 1e-4;

    private static readonly LayerCase[] s_cases =
    [
        .. Conv1dCase.All,
        .. BatchNorm1dCase.All,
        .. LinearCase.All,
        .. ParametricReluCase.All,
        .. SqueezeExciteCase.All,
        .. GatedRecurrentUnitCase.All,
        .. ModalityAttentionCase.All,
        new GlobalAveragePoolCase(2, 7, 9),
        new ChannelConcatenationCase(2, 5, 3, 6),
        new SoftmaxCrossEntropyCase(4, 2),
        new SoftmaxCrossEntropyCase(5, 3),
    ];

    private static readonly Lazy<SafeTensorsFile> s_golden = new(() => Golden.Read("layers"));

    public static TheoryData<string> Cases => [.. s_cases.Select(c => c.Name)];

    public static TheoryData<string> Layers => [.. typeof(ILayer).Assembly.GetTypes()
        .Where(t => t.IsClass && t.IsAssignableTo(typeof(ILayer)))
        .Concat([typeof(GlobalAveragePool), typeof(ChannelConcatenation), typeof(SoftmaxCrossEntropy)])
        .Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Layers))]
    public void Every_layer_has_a_case(string layer) => Assert.Contains(s_cases, c => c.Layer.Name == layer);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_equal_finite_differences(string name)
    {
        LayerCase layer = s_cases.Single(c => c.Name == name);
        Dictionary<string, float[]> arguments = layer.Shapes.ToDictionary(
            s => s.Key, s => Golden.Hashed($"check/{name}/{s.Key}", s.Value.Aggregate(1, (a, b) => a * b), -1, 1));
        Arguments exact = Arguments.Of(arguments);
        double[] output = layer.Twin(exact);
        float[] dOut = Golden.Hashed($"check/{name}/dout", output.Length, 0.5, 1.5);
        LayerResult actual = layer.Run(arguments, dOut);
        Tolerance.Relative("output", actual.Output, output, ForwardTolerance);
        foreach ((string argument, double[] expected) in FiniteDifferences.Gradients(layer.Twin, exact, dOut))
            Tolerance.Relative($"gradient of {argument}", actual.Gradients[argument], expected, GradientTolerance);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Equals_PyTorch(string name)
    {
        LayerCase layer = s_cases.Single(c => c.Name == name);
        float[] Stored(string tensor) => s_golden.Value[$"{name}/{tensor}"].Data;
        Dictionary<string, float[]> arguments = layer.Shapes.Keys.ToDictionary(k => k, Stored);
        LayerResult actual = layer.Run(arguments, Stored("dout"));
        Tolerance.Relative("output", actual.Output, Stored("out"), ForwardTolerance);
        foreach (string argument in layer.Shapes.Keys)
            Tolerance.Relative($"gradient of {argument}", actual.Gradients[argument], Stored($"grad.{argument}"), GradientTolerance);
    }
}
