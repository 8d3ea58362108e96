using AttX.Nn.Kernels;

namespace AttX.Nn.Tests.Kernels;

/// <summary>
/// 8 roundings (an exponential counts as two) of theta · (1 + the largest distance from the maximum, whose rounding the
/// exponential passes on). Two and three branches, scores of ordinary size and hundreds apart.
/// </summary>
internal sealed unsafe class ModalitySoftmaxCase : KernelCase<ModalitySoftmax>
{
    protected override int[] Rows => [1];

    protected override int Variants => 4;

    protected override ModalitySoftmax Arrange(KernelSize size, KernelData data)
    {
        int d = 2 + (size.Variant & 1), scale = size.Variant > 1 ? 300 : 3;
        PoisonedBuffer[] values = [.. Enumerable.Range(0, d).Select(_ => data.Random(size.Columns, -scale, scale))];
        double[][] scores = [.. values.Select(v => v.ToDoubles())], expected = [.. values.Select(v => v.ToDoubles())];
        ModalitySoftmaxReference.Run(expected);
        for (int j = 0; j < d; j++)
        {
            double[] magnitude = [.. expected[j].Select((theta, i) => theta * (1 + scores.Max(s => s[i]) - scores.Min(s => s[i])))];
            data.Expect($"theta {j}", values[j], expected[j], magnitude, 8);
        }

        return new ModalitySoftmax { Values = data.Pointers(values), Branches = d };
    }
}

/// <summary>d + 2 roundings of theta · (|dtheta| + Σ|theta · dtheta|). Two and three branches.</summary>
internal sealed unsafe class ModalitySoftmaxGradientCase : KernelCase<ModalitySoftmaxGradient>
{
    protected override int[] Rows => [1];

    protected override int Variants => 2;

    protected override ModalitySoftmaxGradient Arrange(KernelSize size, KernelData data)
    {
        int d = 2 + size.Variant;
        PoisonedBuffer[] theta = [.. Enumerable.Range(0, d).Select(_ => data.Random(size.Columns, 0, 1))];
        PoisonedBuffer[] gradients = [.. theta.Select(_ => data.Random(size.Columns))];
        double[][] weights = [.. theta.Select(t => t.ToDoubles())], dTheta = [.. gradients.Select(g => g.ToDoubles())];
        double[][] expected = [.. gradients.Select(g => g.ToDoubles())];
        ModalitySoftmaxGradientReference.Run(weights, expected);
        for (int j = 0; j < d; j++)
        {
            double[] magnitude = [.. weights[j].Select((t, i) =>
                t * (Math.Abs(dTheta[j][i]) + Enumerable.Range(0, d).Sum(k => weights[k][i] * Math.Abs(dTheta[k][i]))))];
            data.Expect($"dv {j}", gradients[j], expected[j], magnitude, d + 2);
        }

        return new ModalitySoftmaxGradient { Theta = data.Pointers(theta), Gradients = data.Pointers(gradients), Branches = d };
    }
}
