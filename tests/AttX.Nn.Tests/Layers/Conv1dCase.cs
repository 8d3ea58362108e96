using AttX.Nn.Kernels;
using AttX.Nn.Layers;
using AttX.Testing;

namespace AttX.Nn.Tests.Layers;

/// <summary>Convolution of n samples of (l, i) to o channels, k taps, stride s.</summary>
internal sealed class Conv1dCase(int n, int l, int i, int o, int k, int s)
    : LayerCase($"conv1d-n{n}-l{l}-i{i}-o{o}-k{k}-s{s}", typeof(Conv1d))
{
    public static LayerCase[] All =>
    [
        new Conv1dCase(2, 9, 3, 5, 5, 1),
        new Conv1dCase(2, 12, 3, 5, 5, 2),
        new Conv1dCase(2, 13, 3, 5, 5, 2),
        new Conv1dCase(2, 11, 4, 17, 1, 2),
        new Conv1dCase(2, 12, 4, 6, 1, 2),
        new Conv1dCase(2, 8, 4, 6, 1, 1),
        new Conv1dCase(1, 37, 1, 9, 32, 4),
        new Conv1dCase(1, 40, 1, 9, 32, 4),
        new Conv1dCase(2, 14, 2, 3, 5, 4),
        new Conv1dCase(2, 15, 2, 3, 1, 4),
        new Conv1dCase(1, 7, 2, 2, 32, 1),
        new Conv1dCase(2, 34, 16, 17, 5, 1),
        new Conv1dCase(1, 40, 17, 16, 5, 1),
    ];

    public override IReadOnlyDictionary<string, int[]> Shapes => new Dictionary<string, int[]> { ["x"] = [n, l, i], ["weight"] = [o, i, k] };

    public override double[] Twin(Arguments a)
    {
        int outputs = (l + s - 1) / s, left = Math.Max(((outputs - 1) * s) + k - l, 0) / 2, padded = l + k + s;
        double[] y = new double[n * outputs * o], weight = Transpose(a["weight"], o, i, k);
        for (int sample = 0; sample < n; sample++)
        {
            double[] x = new double[padded * i];
            a["x"].AsSpan(sample * l * i, l * i).CopyTo(x.AsSpan(left * i));
            ConvolutionReference.Run<double>(x, s * i, weight, o, [], y.AsSpan(sample * outputs * o), o, outputs, k * i, o);
        }

        return y;
    }

    public override LayerResult Run(IReadOnlyDictionary<string, float[]> a, float[] dOut)
    {
        ParameterArena arena = new();
        Conv1d conv = new(arena, "layer", i, o, k, s);
        Import(arena, a);
        int[] output = [n, conv.OutputLength(l), o];
        Tensor x = Fill(a["x"], [n, l, i], conv.Padding), y = Zeros(output), dx = Zeros([n, l, i]);
        Tensor dy = Fill(dOut, output, conv.Padding);
        Conv1dState state = conv.Allocate(l, new ConvolutionScratch(), training: true, inputGradient: true);
        conv.Prepare(state);
        conv.PrepareBackward(state);
        for (int sample = 0; sample < n; sample++)
        {
            conv.Forward(x[sample], y[sample], state);
            conv.BackwardWeight(x[sample], dy[sample], state);
            conv.BackwardInput(dy[sample], dx[sample], state, accumulate: false);
        }

        conv.FinishBackward(state);
        GC.KeepAlive((x, dy, state));
        return new LayerResult(Read(y), Gradients(arena, a, ("x", dx)));
    }
}
