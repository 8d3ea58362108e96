using AttX.Nn.Kernels;
using AttX.Nn.Layers;
using AttX.Testing;

namespace AttX.Nn.Tests.Layers;

/// <summary>Squeeze-and-excitation of n samples of (l, c), plain or around a residual.</summary>
internal sealed class SqueezeExciteCase(int n, int l, int c, int residual)
    : LayerCase($"squeezeexcite-n{n}-l{l}-c{c}-residual{residual}", typeof(SqueezeExcite))
{
    private readonly int _squeezed = Math.Max(c / 8, 1);

    public static LayerCase[] All =>
    [
        new SqueezeExciteCase(2, 6, 16, 0),
        new SqueezeExciteCase(2, 6, 16, 1),
        new SqueezeExciteCase(2, 5, 19, 1),
        new SqueezeExciteCase(1, 3, 4, 0),
    ];

    public override IReadOnlyDictionary<string, int[]> Shapes
    {
        get
        {
            Dictionary<string, int[]> shapes = new()
            {
                ["x"] = [n, l, c],
                ["fc1.weight"] = [_squeezed, c],
                ["fc1.bias"] = [_squeezed],
                ["fc2.weight"] = [c, _squeezed],
                ["fc2.bias"] = [c],
            };
            if (residual == 1)
                shapes["residual"] = [n, l, c];
            return shapes;
        }
    }

    public override double[] Twin(Arguments a)
    {
        double[] y = new double[n * l * c];
        double[] first = Transpose(a["fc1.weight"], _squeezed, c, 1), second = Transpose(a["fc2.weight"], c, _squeezed, 1);
        for (int sample = 0; sample < n; sample++)
        {
            int at = sample * l * c;
            double[] mean = new double[c], hidden = new double[_squeezed], gate = new double[c];
            ChannelSumReference.Run<double>(a["x"].AsSpan(at, l * c), l, c, mean);
            for (int i = 0; i < c; i++)
                mean[i] /= l;
            ConvolutionReference.Run<double>(mean, c, first, _squeezed, a["fc1.bias"], hidden, _squeezed, 1, c, _squeezed, relu: true);
            ConvolutionReference.Run<double>(hidden, _squeezed, second, c, a["fc2.bias"], gate, c, 1, _squeezed, c);
            SigmoidReference.Run<double>(gate, gate);
            GateReference.Run<double>(
                a["x"].AsSpan(at, l * c), gate, residual == 1 ? a["residual"].AsSpan(at, l * c) : [], y.AsSpan(at), l, c);
        }

        return y;
    }

    public override LayerResult Run(IReadOnlyDictionary<string, float[]> a, float[] dOut)
    {
        ParameterArena arena = new();
        SqueezeExcite squeeze = new(arena, "layer", c);
        SqueezeExciteState state = squeeze.Allocate(n);
        Import(arena, a);
        int[] shape = [n, l, c];
        Tensor x = Fill(a["x"], shape), y = Zeros(shape), dy = Fill(dOut, shape), dx = Zeros(shape);
        Tensor? around = residual == 1 ? Fill(a["residual"], shape) : null, dAround = residual == 1 ? Zeros(shape) : null;
        for (int i = 0; i < n; i++)
            squeeze.Forward(x[i], around?[i], y[i], state, i);
        for (int i = 0; i < n; i++)
            squeeze.Backward(x[i], y[i], dy[i], dAround?[i], dx[i], state, i);
        GC.KeepAlive((x, dy, around, state));
        return new LayerResult(Read(y), dAround == null
            ? Gradients(arena, a, ("x", dx))
            : Gradients(arena, a, ("x", dx), ("residual", dAround)));
    }
}
