using AttX.Nn.Kernels;
using Reference = AttX.Nn.Kernels.WinogradReference;

namespace AttX.Nn.Tests.Kernels;

/// <summary>
/// Each transform is a small matrix whose rows are summed in pairs: at most 8 roundings of Σ|matrix| · |source|.
/// </summary>
internal static class WinogradCase
{
    public const double Roundings = 8;

    public static double[,] Absolute(double[,] matrix)
    {
        double[,] absolute = (double[,])matrix.Clone();
        for (int i = 0; i < matrix.GetLength(0); i++)
            for (int j = 0; j < matrix.GetLength(1); j++)
                absolute[i, j] = Math.Abs(matrix[i, j]);
        return absolute;
    }
}

internal sealed unsafe class WinogradInputCase : KernelCase<WinogradInput>
{
    protected override WinogradInput Arrange(KernelSize size, KernelData data)
    {
        (int columns, int tiles) = (size.Columns, size.Rows);
        PoisonedBuffer x = data.Random(((tiles * 4) + 4) * columns), v = data.Poisoned(8 * tiles * columns);
        double[] expected = new double[8 * tiles * columns], magnitude = new double[expected.Length];
        WinogradInputReference.Run<double>(x.ToDoubles(), expected, tiles, columns, Reference.InputMatrix);
        WinogradInputReference.Run<double>(
            Absolute(x.ToDoubles()), magnitude, tiles, columns, WinogradCase.Absolute(Reference.InputMatrix));
        data.Expect("v", v, expected, magnitude, WinogradCase.Roundings);
        return new WinogradInput { X = x.Pointer, V = v.Pointer, Tiles = tiles, Columns = columns };
    }
}

internal sealed unsafe class WinogradOutputCase : KernelCase<WinogradOutput>
{
    protected override int Variants => 4;

    protected override WinogradOutput Arrange(KernelSize size, KernelData data)
    {
        (int columns, int tiles) = (size.Columns, size.Rows);
        bool accumulate = size.Variant == 1, biased = size.Variant >= 2, relu = size.Variant == 3;
        PoisonedBuffer m = data.Random(8 * tiles * columns), bias = data.Random(columns);
        PoisonedBuffer y = accumulate ? data.Random(4 * tiles * columns) : data.Poisoned(4 * tiles * columns);
        double[] b = biased ? bias.ToDoubles() : [], expected = y.ToDoubles(), magnitude = Absolute(expected);
        WinogradOutputReference.Run<double>(m.ToDoubles(), b, expected, tiles, columns, accumulate, relu, Reference.OutputMatrix);
        WinogradOutputReference.Run<double>(
            Absolute(m.ToDoubles()), Absolute(b), magnitude, tiles, columns, accumulate, false, WinogradCase.Absolute(Reference.OutputMatrix));
        data.Expect("y", y, expected, magnitude, WinogradCase.Roundings);
        return new WinogradOutput
        {
            M = m.Pointer,
            Bias = biased ? bias.Pointer : null,
            Y = y.Pointer,
            Tiles = tiles,
            Columns = columns,
            Accumulate = accumulate,
            Relu = relu,
        };
    }
}

internal sealed unsafe class WinogradWeightsCase : KernelCase<WinogradWeights>
{
    protected override int[] Rows => [0];

    protected override WinogradWeights Arrange(KernelSize size, KernelData data)
    {
        PoisonedBuffer w = data.Random(5 * size.Columns), u = data.Poisoned(8 * size.Columns);
        double[] expected = new double[8 * size.Columns], magnitude = new double[expected.Length];
        WinogradWeightsReference.Run<double>(w.ToDoubles(), expected, size.Columns, Reference.WeightMatrix);
        WinogradWeightsReference.Run<double>(
            Absolute(w.ToDoubles()), magnitude, size.Columns, WinogradCase.Absolute(Reference.WeightMatrix));
        data.Expect("u", u, expected, magnitude, WinogradCase.Roundings);
        return new WinogradWeights { W = w.Pointer, U = u.Pointer, Columns = size.Columns };
    }
}

internal sealed unsafe class WinogradOutputGradientCase : KernelCase<WinogradOutputGradient>
{
    protected override WinogradOutputGradient Arrange(KernelSize size, KernelData data)
    {
        (int columns, int tiles) = (size.Columns, size.Rows);
        PoisonedBuffer dy = data.Random(4 * tiles * columns), e = data.Poisoned(8 * tiles * columns);
        double[] expected = new double[8 * tiles * columns], magnitude = new double[expected.Length];
        WinogradOutputGradientReference.Run<double>(dy.ToDoubles(), expected, tiles, columns, Reference.OutputMatrix);
        WinogradOutputGradientReference.Run<double>(
            Absolute(dy.ToDoubles()), magnitude, tiles, columns, WinogradCase.Absolute(Reference.OutputMatrix));
        data.Expect("e", e, expected, magnitude, WinogradCase.Roundings);
        return new WinogradOutputGradient { Dy = dy.Pointer, E = e.Pointer, Tiles = tiles, Columns = columns };
    }
}

internal sealed unsafe class WinogradWeightGradientCase : KernelCase<WinogradWeightGradient>
{
    protected override int[] Rows => [0];

    protected override WinogradWeightGradient Arrange(KernelSize size, KernelData data)
    {
        PoisonedBuffer du = data.Random(8 * size.Columns), dw = data.Random(5 * size.Columns);
        double[] expected = dw.ToDoubles(), magnitude = Absolute(expected);
        WinogradWeightGradientReference.Run<double>(du.ToDoubles(), expected, size.Columns, Reference.WeightMatrix);
        WinogradWeightGradientReference.Run<double>(
            Absolute(du.ToDoubles()), magnitude, size.Columns, WinogradCase.Absolute(Reference.WeightMatrix));
        data.Expect("dw", dw, expected, magnitude, WinogradCase.Roundings);
        return new WinogradWeightGradient { Du = du.Pointer, Dw = dw.Pointer, Columns = size.Columns };
    }
}
