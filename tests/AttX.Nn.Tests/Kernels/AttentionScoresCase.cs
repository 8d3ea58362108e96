using AttX.Nn.Kernels;

namespace AttX.Nn.Tests.Kernels;

/// <summary>d products, a ReLU and a product: d + 1 roundings of (Σ|z·mix|) · |weight|. Two and three branches.</summary>
internal sealed unsafe class AttentionScoresCase : KernelCase<AttentionScores>
{
    protected override int Variants => 2;

    protected override AttentionScores Arrange(KernelSize size, KernelData data)
    {
        (int columns, int rows, int d) = (size.Columns, size.Rows, size.Variant + 2);
        PoisonedBuffer[] z = [.. Enumerable.Range(0, d).Select(_ => data.Random(rows * columns))];
        PoisonedBuffer[] scores = [.. z.Select(_ => data.Poisoned(rows * columns))];
        PoisonedBuffer mix = data.Random(d * d), weight = data.Random(columns);
        double[][] expected = [.. scores.Select(s => s.ToDoubles())], magnitude = [.. scores.Select(s => s.ToDoubles())];
        AttentionScoresReference.Run<double>([.. z.Select(s => s.ToDoubles())], expected, rows, columns, mix.ToDoubles(), weight.ToDoubles());
        AttentionScoresReference.Run<double>(
            [.. z.Select(s => Absolute(s.ToDoubles()))], magnitude, rows, columns, Absolute(mix.ToDoubles()), Absolute(weight.ToDoubles()));
        for (int j = 0; j < d; j++)
            data.Expect($"scores {j}", scores[j], expected[j], magnitude[j], d + 1);
        return new AttentionScores
        {
            Z = data.Pointers(z),
            Scores = data.Pointers(scores),
            Branches = d,
            Rows = rows,
            Columns = columns,
            Mix = mix.Pointer,
            Weight = weight.Pointer,
        };
    }
}

/// <summary>
/// Sums over rows and branches (dWeight), rows (dMix) and branches (dz) of products with up to d + 1 roundings: at most
/// rows · d + d + 3 of the sum with every sign positive and no ReLU.
/// </summary>
internal sealed unsafe class AttentionScoresGradientCase : KernelCase<AttentionScoresGradient>
{
    protected override int Variants => 2;

    protected override AttentionScoresGradient Arrange(KernelSize size, KernelData data)
    {
        (int columns, int rows, int d) = (size.Columns, size.Rows, size.Variant + 2);
        PoisonedBuffer[] Branches() => [.. Enumerable.Range(0, d).Select(_ => data.Random(rows * columns))];
        PoisonedBuffer[] z = Branches(), dScores = Branches(), dz = Branches();
        PoisonedBuffer mix = data.Random(d * d), weight = data.Random(columns);
        PoisonedBuffer dWeight = data.Random(columns), dMix = data.Random(d * d * columns);
        (double[][] Dz, double[] DWeight, double[] DMix) Twin(Func<double[], double[]> map)
        {
            double[][] Map(PoisonedBuffer[] buffers) => [.. buffers.Select(b => map(b.ToDoubles()))];
            (double[][] a, double[] b, double[] c) = (Map(dz), map(dWeight.ToDoubles()), map(dMix.ToDoubles()));
            AttentionScoresGradientReference.Run<double>(
                Map(z), Map(dScores), a, rows, columns, map(mix.ToDoubles()), map(weight.ToDoubles()), b, c);
            return (a, b, c);
        }

        (double[][] Dz, double[] DWeight, double[] DMix) expected = Twin(x => x), magnitude = Twin(Absolute);
        int roundings = (rows * d) + d + 3;
        for (int j = 0; j < d; j++)
            data.Expect($"dz {j}", dz[j], expected.Dz[j], magnitude.Dz[j], roundings);
        data.Expect("dWeight", dWeight, expected.DWeight, magnitude.DWeight, roundings);
        data.Expect("dMix", dMix, expected.DMix, magnitude.DMix, roundings);
        return new AttentionScoresGradient
        {
            Z = data.Pointers(z),
            DScores = data.Pointers(dScores),
            Dz = data.Pointers(dz),
            Branches = d,
            Rows = rows,
            Columns = columns,
            Mix = mix.Pointer,
            Weight = weight.Pointer,
            DWeight = dWeight.Pointer,
            DMix = dMix.Pointer,
        };
    }
}
