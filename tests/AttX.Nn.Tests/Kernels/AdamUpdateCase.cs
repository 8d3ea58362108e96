using AttX.Nn.Kernels;

namespace AttX.Nn.Tests.Kernels;

/// <summary>
/// First moment: 2 roundings. Second: 3. Step: at most 10 of |value| + |step|, where the step's magnitude takes both terms of
/// the moment as positive.
/// </summary>
internal sealed unsafe class AdamUpdateCase : KernelCase<AdamUpdate>
{
    private const float Beta1 = 0.9f, Beta2 = 0.999f, Rest1 = 0.1f, Rest2 = 0.001f, Epsilon = 1e-7f;

    protected override int[] Rows => [1];

    // As at the first step, and as at the hundredth.
    protected override int Variants => 2;

    protected override AdamUpdate Arrange(KernelSize size, KernelData data)
    {
        int n = size.Columns, t = size.Variant == 0 ? 1 : 100;
        float step = (float)(1e-3 / (1 - Math.Pow(0.9, t))), correction = (float)(1 / Math.Sqrt(1 - Math.Pow(0.999, t)));
        PoisonedBuffer p = data.Random(n), g = data.Random(n, -1e-3, 1e-3), m = data.Random(n, -1e-3, 1e-3), v = data.Random(n, 0, 1e-6);
        g.Values[0] = m.Values[0] = v.Values[0] = 0;
        double[] values = p.ToDoubles(), gradients = g.ToDoubles(), first = m.ToDoubles(), second = v.ToDoubles();
        double[] firstSize = [.. first.Zip(gradients, (a, b) => (Beta1 * Math.Abs(a)) + (Rest1 * Math.Abs(b)))];
        AdamUpdateReference.Run<double>(values, gradients, first, second, Beta1, Rest1, Beta2, Rest2, step, correction, Epsilon);
        double[] size3 = [.. values.Select((value, i) =>
            Math.Abs(value) + (step * firstSize[i] / ((Math.Sqrt(second[i]) * correction) + Epsilon)))];
        data.Expect("m", m, first, firstSize, 2);
        data.Expect("v", v, second, second, 3);
        data.Expect("p", p, values, size3, 10);
        return new AdamUpdate
        {
            Values = p.Pointer,
            Gradients = g.Pointer,
            M = m.Pointer,
            V = v.Pointer,
            Beta1 = Beta1,
            Beta2 = Beta2,
            OneMinusBeta1 = Rest1,
            OneMinusBeta2 = Rest2,
            StepSize = step,
            RootCorrection = correction,
            Epsilon = Epsilon,
        };
    }
}
