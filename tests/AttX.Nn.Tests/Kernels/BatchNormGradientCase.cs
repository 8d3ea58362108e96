using AttX.Nn.Kernels;

namespace AttX.Nn.Tests.Kernels;

/// <summary>sumG: rows roundings of Σ|g|. sumGX: rows + 1 of Σ|g| · (|x| + |mean|). With and without a ReLU.</summary>
internal sealed unsafe class BatchNormGradientSumsCase : KernelCase<BatchNormGradientSums>
{
    protected override int Variants => 2;

    protected override BatchNormGradientSums Arrange(KernelSize size, KernelData data)
    {
        (int columns, int rows, bool relu) = (size.Columns, size.Rows, size.Variant == 1);
        PoisonedBuffer x = data.Random(rows * columns), dy = data.Random(rows * columns);
        PoisonedBuffer mean = data.Random(columns), scale = data.Random(columns), shift = data.Random(columns, -0.3, 0.3);
        PoisonedBuffer sumG = data.Poisoned(columns), sumGX = data.Poisoned(columns);
        double[] expectedG = new double[columns], expectedGX = new double[columns], sizeG = new double[columns], sizeGX = new double[columns];
        BatchNormGradientSumsReference.Run<double>(
            x.ToDoubles(), dy.ToDoubles(), rows, columns, mean.ToDoubles(), scale.ToDoubles(), shift.ToDoubles(), relu, expectedG, expectedGX);
        double[] negativeMean = [.. mean.ToDoubles().Select(m => -Math.Abs(m))];
        BatchNormGradientSumsReference.Run<double>(
            Absolute(x.ToDoubles()), Absolute(dy.ToDoubles()), rows, columns, negativeMean, [], [], false, sizeG, sizeGX);
        data.Expect("sumG", sumG, expectedG, sizeG, rows);
        data.Expect("sumGX", sumGX, expectedGX, sizeGX, rows + 1);
        return new BatchNormGradientSums
        {
            X = x.Pointer,
            Dy = dy.Pointer,
            Rows = rows,
            Columns = columns,
            Mean = mean.Pointer,
            Scale = scale.Pointer,
            Shift = shift.Pointer,
            Relu = relu,
            SumG = sumG.Pointer,
            SumGX = sumGX.Pointer,
        };
    }
}

/// <summary>Two fused products: 2 roundings of |scale · g| + |onX · x| + |constant|. With and without a ReLU; dx may be dy.</summary>
internal sealed unsafe class BatchNormInputGradientCase : KernelCase<BatchNormInputGradient>
{
    protected override int Variants => 4;

    protected override BatchNormInputGradient Arrange(KernelSize size, KernelData data)
    {
        (int columns, int rows, bool relu, bool inPlace) = (size.Columns, size.Rows, (size.Variant & 1) == 1, size.Variant > 1);
        PoisonedBuffer x = data.Random(rows * columns), dy = data.Random(rows * columns);
        PoisonedBuffer dx = inPlace ? dy : data.Poisoned(rows * columns);
        PoisonedBuffer scale = data.Random(columns), shift = data.Random(columns, -0.3, 0.3);
        PoisonedBuffer onX = data.Random(columns), constant = data.Random(columns);
        double[] expected = new double[rows * columns], magnitude = new double[rows * columns];
        BatchNormInputGradientReference.Run<double>(
            x.ToDoubles(), dy.ToDoubles(), expected, rows, columns, scale.ToDoubles(), shift.ToDoubles(), onX.ToDoubles(), constant.ToDoubles(), relu);
        BatchNormInputGradientReference.Run<double>(
            Absolute(x.ToDoubles()),
            Absolute(dy.ToDoubles()),
            magnitude,
            rows,
            columns,
            Absolute(scale.ToDoubles()),
            [],
            Absolute(onX.ToDoubles()),
            Absolute(constant.ToDoubles()),
            false);
        data.Expect("dx", dx, expected, magnitude, 2);
        return new BatchNormInputGradient
        {
            X = x.Pointer,
            Dy = dy.Pointer,
            Dx = dx.Pointer,
            Rows = rows,
            Columns = columns,
            Scale = scale.Pointer,
            Shift = shift.Pointer,
            OnX = onX.Pointer,
            Constant = constant.Pointer,
            Relu = relu,
        };
    }
}
