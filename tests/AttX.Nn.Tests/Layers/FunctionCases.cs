using AttX.Nn.Kernels;
using AttX.Nn.Layers;
using AttX.Nn.Losses;
using AttX.Testing;

namespace AttX.Nn.Tests.Layers;

/// <summary>The mean over time.</summary>
internal sealed class GlobalAveragePoolCase(int n, int l, int c)
    : LayerCase($"globalaveragepool-n{n}-l{l}-c{c}", typeof(GlobalAveragePool))
{
    public override IReadOnlyDictionary<string, int[]> Shapes => new Dictionary<string, int[]> { ["x"] = [n, l, c] };

    public override double[] Twin(Arguments a)
    {
        double[] y = new double[n * c];
        for (int i = 0; i < n; i++)
            ChannelSumReference.Run<double>(a["x"].AsSpan(i * l * c, l * c), l, c, y.AsSpan(i * c, c));
        return [.. y.Select(sum => sum / l)];
    }

    public override LayerResult Run(IReadOnlyDictionary<string, float[]> a, float[] dOut)
    {
        Tensor x = Fill(a["x"], [n, l, c]), y = Zeros([n, c]), dy = Fill(dOut, [n, c]), dx = Zeros([n, l, c]);
        for (int i = 0; i < n; i++)
        {
            GlobalAveragePool.Forward(x[i], y[i]);
            GlobalAveragePool.Backward(dy[i], dx[i]);
        }

        GC.KeepAlive((x, dy));
        return new LayerResult(Read(y), new Dictionary<string, float[]> { ["x"] = Read(dx) });
    }
}

/// <summary>Two streams side by side, the second one weighted.</summary>
internal sealed class ChannelConcatenationCase(int n, int l, int c0, int c1)
    : LayerCase($"channelconcatenation-n{n}-l{l}-c{c0}-c{c1}", typeof(ChannelConcatenation))
{
    public override IReadOnlyDictionary<string, int[]> Shapes =>
        new Dictionary<string, int[]> { ["x0"] = [n, l, c0], ["x1"] = [n, l, c1], ["theta"] = [n, l, c1] };

    public override double[] Twin(Arguments a)
    {
        double[] y = new double[n * l * (c0 + c1)];
        ChannelConcatReference.Run<double>(a["x0"], [], y, c0 + c1, 0, n * l, c0);
        ChannelConcatReference.Run<double>(a["x1"], a["theta"], y, c0 + c1, c0, n * l, c1);
        return y;
    }

    public override LayerResult Run(IReadOnlyDictionary<string, float[]> a, float[] dOut)
    {
        int[] first = [n, l, c0], second = [n, l, c1], both = [n, l, c0 + c1];
        Tensor x0 = Fill(a["x0"], first), x1 = Fill(a["x1"], second), theta = Fill(a["theta"], second);
        Tensor y = Zeros(both), dy = Fill(dOut, both), dx0 = Zeros(first), dx1 = Zeros(second), dTheta = Zeros(second);
        for (int i = 0; i < n; i++)
        {
            ChannelConcatenation.Forward(x0[i], null, y[i], 0);
            ChannelConcatenation.Forward(x1[i], theta[i], y[i], c0);
            ChannelConcatenation.Backward(x0[i], null, dy[i], 0, dx0[i], null);
            ChannelConcatenation.Backward(x1[i], theta[i], dy[i], c0, dx1[i], dTheta[i]);
        }

        GC.KeepAlive((x0, x1, theta, dy));
        return new LayerResult(
            Read(y), new Dictionary<string, float[]> { ["x0"] = Read(dx0), ["x1"] = Read(dx1), ["theta"] = Read(dTheta) });
    }
}

/// <summary>The mean cross-entropy of a batch whose labels are 0, 1, …, in turn.</summary>
internal sealed class SoftmaxCrossEntropyCase(int n, int c)
    : LayerCase($"softmaxcrossentropy-n{n}-c{c}", typeof(SoftmaxCrossEntropy))
{
    public override IReadOnlyDictionary<string, int[]> Shapes => new Dictionary<string, int[]> { ["logits"] = [n, c] };

    public override double[] Twin(Arguments a)
    {
        double loss = 0;
        for (int i = 0; i < n; i++)
        {
            double[] logits = a["logits"][(i * c)..((i + 1) * c)];
            loss += Math.Log(logits.Sum(Math.Exp)) - logits[i % c];
        }

        return [loss / n];
    }

    public override LayerResult Run(IReadOnlyDictionary<string, float[]> a, float[] dOut)
    {
        float[] gradient = new float[n * c];
        double loss = 0;
        for (int i = 0; i < n; i++)
            loss += SoftmaxCrossEntropy.Evaluate(a["logits"].AsSpan(i * c, c), i % c, n, gradient.AsSpan(i * c, c));
        return new LayerResult(
            [(float)(loss / n)], new Dictionary<string, float[]> { ["logits"] = [.. gradient.Select(g => g * dOut[0])] });
    }
}
