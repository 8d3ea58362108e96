using AttX.Nn.Kernels;

namespace AttX.Nn.Tests.Kernels;

/// <summary>The difference and the sum: 1 rounding each, of |average| + share · (|weight| + |average|).</summary>
internal sealed unsafe class WeightAverageUpdateCase : KernelCase<WeightAverageUpdate>
{
    protected override int[] Rows => [1];

    // As at the first step, and after many with a decay of 0.999.
    protected override int Variants => 2;

    protected override WeightAverageUpdate Arrange(KernelSize size, KernelData data)
    {
        float share = size.Variant == 0 ? 1 : 1e-3f;
        PoisonedBuffer averages = data.Random(size.Columns), weights = data.Random(size.Columns);
        double[] expected = averages.ToDoubles(), other = weights.ToDoubles();
        double[] sizes = [.. expected.Zip(other, (a, w) => Math.Abs(a) + (share * (Math.Abs(w) + Math.Abs(a))))];
        WeightAverageUpdateReference.Run<double>(expected, other, share);
        data.Expect("average", averages, expected, sizes, 2);
        return new WeightAverageUpdate { Averages = averages.Pointer, Weights = weights.Pointer, Share = share };
    }
}
