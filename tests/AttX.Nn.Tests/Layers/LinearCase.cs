using AttX.Nn.Kernels;
using AttX.Nn.Layers;
using AttX.Testing;

namespace AttX.Nn.Tests.Layers;

/// <summary>A linear layer on n vectors.</summary>
internal sealed class LinearCase(int n, int i, int o, int relu) : LayerCase($"linear-n{n}-i{i}-o{o}-relu{relu}", typeof(Linear))
{
    public static LayerCase[] All => [new LinearCase(2, 5, 3, 0), new LinearCase(3, 9, 17, 1), new LinearCase(1, 64, 2, 0)];

    public override IReadOnlyDictionary<string, int[]> Shapes =>
        new Dictionary<string, int[]> { ["x"] = [n, i], ["weight"] = [o, i], ["bias"] = [o] };

    public override double[] Twin(Arguments a)
    {
        double[] y = new double[n * o];
        ConvolutionReference.Run<double>(a["x"], i, Transpose(a["weight"], o, i, 1), o, a["bias"], y, o, n, i, o, relu: relu == 1);
        return y;
    }

    public override LayerResult Run(IReadOnlyDictionary<string, float[]> a, float[] dOut)
    {
        ParameterArena arena = new();
        Linear linear = new(arena, "layer", i, o, relu == 1);
        Import(arena, a);
        Tensor x = Fill(a["x"], [n, i]), y = Zeros([n, o]), dy = Fill(dOut, [n, o]), dx = Zeros([n, i]);
        for (int sample = 0; sample < n; sample++)
        {
            linear.Forward(x[sample], y[sample]);
            linear.Backward(x[sample], y[sample], dy[sample], dx[sample]);
        }

        GC.KeepAlive((x, dy));
        return new LayerResult(Read(y), Gradients(arena, a, ("x", dx)));
    }
}
