using AttX.Nn.Kernels;
using AttX.Nn.Layers;
using AttX.Testing;

namespace AttX.Nn.Tests.Layers;

/// <summary>A rectifier with learned slopes on n samples of (l, c).</summary>
internal sealed class ParametricReluCase(int n, int l, int c) : LayerCase($"parametricrelu-n{n}-l{l}-c{c}", typeof(ParametricRelu))
{
    public static LayerCase[] All => [new ParametricReluCase(2, 7, 3), new ParametricReluCase(3, 4, 17)];

    public override IReadOnlyDictionary<string, int[]> Shapes => new Dictionary<string, int[]> { ["x"] = [n, l, c], ["weight"] = [c] };

    public override double[] Twin(Arguments a)
    {
        double[] y = new double[n * l * c];
        PReluReference.Run<double>(a["x"], y, n * l, c, a["weight"]);
        return y;
    }

    public override LayerResult Run(IReadOnlyDictionary<string, float[]> a, float[] dOut)
    {
        ParameterArena arena = new();
        ParametricRelu relu = new(arena, "layer", c);
        Import(arena, a);
        Tensor x = Fill(a["x"], [n, l, c]), y = Zeros([n, l, c]), dy = Fill(dOut, [n, l, c]), dx = Zeros([n, l, c]);
        for (int i = 0; i < n; i++)
        {
            relu.Forward(x[i], y[i]);
            relu.Backward(x[i], dy[i], dx[i]);
        }

        GC.KeepAlive((x, dy));
        return new LayerResult(Read(y), Gradients(arena, a, ("x", dx)));
    }
}
