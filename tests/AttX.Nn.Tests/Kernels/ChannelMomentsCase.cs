using AttX.Nn.Kernels;

namespace AttX.Nn.Tests.Kernels;

/// <summary>
/// With p the first row: the mean has rows + 3 roundings of |p| + Σ|x − p| / rows; the squared deviations 2 · rows + 6 of
/// Σ(x − p)². The second variant's values lie around 100, where squares that are summed as they are would cancel.
/// </summary>
internal sealed unsafe class ChannelMomentsCase : KernelCase<ChannelMoments>
{
    protected override int[] Rows => [1, 2, 7, 8, 9, 13, 160];

    protected override int Variants => 2;

    protected override ChannelMoments Arrange(KernelSize size, KernelData data)
    {
        (int columns, int rows, int center) = (size.Columns, size.Rows, size.Variant * 100);
        PoisonedBuffer x = data.Random(rows * columns, center - 1, center + 1), mean = data.Poisoned(columns), m2 = data.Poisoned(columns);
        double[] expectedMean = new double[columns], expectedM2 = new double[columns], values = x.ToDoubles();
        ChannelMomentsReference.Run<double>(values, rows, columns, expectedMean, expectedM2);
        double[] sizeMean = new double[columns], sizeM2 = new double[columns];
        for (int at = 0; at < values.Length; at++)
        {
            double pivot = values[at % columns], difference = values[at] - pivot;
            sizeMean[at % columns] += (Math.Abs(pivot) + Math.Abs(difference)) / rows;
            sizeM2[at % columns] += difference * difference;
        }

        data.Expect("mean", mean, expectedMean, sizeMean, rows + 3);
        data.Expect("m2", m2, expectedM2, sizeM2, (2 * rows) + 6);
        return new ChannelMoments { X = x.Pointer, Rows = rows, Columns = columns, Mean = mean.Pointer, M2 = m2.Pointer };
    }
}
