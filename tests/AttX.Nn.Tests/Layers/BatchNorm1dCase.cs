using AttX.Nn.Kernels;
using AttX.Nn.Layers;
using AttX.Testing;

namespace AttX.Nn.Tests.Layers;

/// <summary>Batch normalisation of n samples of (l, c), training.</summary>
internal sealed class BatchNorm1dCase(int n, int l, int c, int relu)
    : LayerCase($"batchnorm1d-n{n}-l{l}-c{c}-relu{relu}", typeof(BatchNorm1d))
{
    public static LayerCase[] All =>
    [
        new BatchNorm1dCase(3, 7, 5, 0),
        new BatchNorm1dCase(3, 7, 5, 1),
        new BatchNorm1dCase(2, 16, 17, 1),
        new BatchNorm1dCase(2, 1, 3, 0),
    ];

    public override IReadOnlyDictionary<string, int[]> Shapes =>
        new Dictionary<string, int[]> { ["x"] = [n, l, c], ["weight"] = [c], ["bias"] = [c] };

    public override double[] Twin(Arguments a)
    {
        double[] mean = new double[c], scale = new double[c], shift = new double[c], y = new double[n * l * c];
        ChannelMomentsReference.Run<double>(a["x"], n * l, c, mean, scale);
        for (int i = 0; i < c; i++)
        {
            scale[i] = a["weight"][i] / Math.Sqrt((scale[i] / (n * l)) + BatchNorm1d.Epsilon);
            shift[i] = a["bias"][i] - (mean[i] * scale[i]);
        }

        ChannelAffineReference.Run<double>(a["x"], y, n * l, c, scale, shift, relu == 1);
        return y;
    }

    public override LayerResult Run(IReadOnlyDictionary<string, float[]> a, float[] dOut)
    {
        ParameterArena arena = new();
        BatchNorm1d norm = new(arena, "layer", c, relu == 1);
        BatchNormState state = new(n, c);
        Import(arena, a);
        Tensor x = Fill(a["x"], [n, l, c]), y = Zeros([n, l, c]), dy = Fill(dOut, [n, l, c]), dx = Zeros([n, l, c]);
        for (int i = 0; i < n; i++)
            norm.Measure(x[i], state, i);
        norm.FinishTraining(state, n, l);
        for (int i = 0; i < n; i++)
            norm.Forward(x[i], y[i], state);
        for (int i = 0; i < n; i++)
            norm.BackwardMeasure(x[i], dy[i], state, i);
        norm.BackwardFinish(state, n, l);
        for (int i = 0; i < n; i++)
            norm.Backward(x[i], dy[i], dx[i], state);
        GC.KeepAlive((x, dy, state));
        return new LayerResult(Read(y), Gradients(arena, a, ("x", dx)));
    }
}
