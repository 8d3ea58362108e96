using AttX.Nn.Kernels;
using AttX.Nn.Layers;
using AttX.Testing;

namespace AttX.Nn.Tests.Layers;

/// <summary>A gated recurrent unit over n sequences of l steps; the output is every state.</summary>
internal sealed class GatedRecurrentUnitCase(int n, int l, int i, int h)
    : LayerCase($"gatedrecurrentunit-n{n}-l{l}-i{i}-h{h}", typeof(GatedRecurrentUnit))
{
    public static LayerCase[] All => [new GatedRecurrentUnitCase(2, 1, 3, 4), new GatedRecurrentUnitCase(2, 5, 3, 4), new GatedRecurrentUnitCase(1, 7, 19, 17)];

    public override IReadOnlyDictionary<string, int[]> Shapes => new Dictionary<string, int[]>
    {
        ["x"] = [n, l, i],
        ["ih.weight"] = [3 * h, i],
        ["ih.bias"] = [3 * h],
        ["hh.weight"] = [3 * h, h],
        ["hh.bias"] = [3 * h],
    };

    public override double[] Twin(Arguments a)
    {
        double[] y = new double[n * l * h], input = Transpose(a["ih.weight"], 3 * h, i, 1), recurrent = Transpose(a["hh.weight"], 3 * h, h, 1);
        for (int sequence = 0; sequence < n; sequence++)
        {
            double[] state = new double[h];
            for (int t = 0; t < l; t++)
            {
                double[] fromX = new double[3 * h], fromState = new double[3 * h];
                ConvolutionReference.Run<double>(a["x"].AsSpan(((sequence * l) + t) * i, i), i, input, 3 * h, a["ih.bias"], fromX, 3 * h, 1, i, 3 * h);
                ConvolutionReference.Run<double>(state, h, recurrent, 3 * h, a["hh.bias"], fromState, 3 * h, 1, h, 3 * h);
                for (int c = 0; c < h; c++)
                {
                    double r = 1 / (1 + Math.Exp(-fromX[c] - fromState[c])), z = 1 / (1 + Math.Exp(-fromX[h + c] - fromState[h + c]));
                    state[c] = ((1 - z) * Math.Tanh(fromX[(2 * h) + c] + (r * fromState[(2 * h) + c]))) + (z * state[c]);
                }

                state.CopyTo(y, ((sequence * l) + t) * h);
            }
        }

        return y;
    }

    public override LayerResult Run(IReadOnlyDictionary<string, float[]> a, float[] dOut)
    {
        ParameterArena arena = new();
        GatedRecurrentUnit unit = new(arena, "layer", i, h);
        GatedRecurrentState state = unit.Allocate(n * l);
        Import(arena, a);
        Tensor x = Fill(a["x"], [n * l, i]), y = Zeros([n * l, h]), dy = Fill(dOut, [n * l, h]), dx = Zeros([n * l, i]);
        for (int step = 0; step < n * l; step++)
            unit.Forward(x[step], step % l == 0 ? null : y[step - 1], y[step], state, step);
        for (int step = (n * l) - 1; step >= 0; step--)
        {
            bool isFirst = step % l == 0;
            unit.Backward(x[step], isFirst ? null : y[step - 1], dy[step], dx[step], isFirst ? null : dy[step - 1], state, step);
        }

        GC.KeepAlive((x, dy, state));
        return new LayerResult(Read(y), Gradients(arena, a, ("x", dx)));
    }
}
