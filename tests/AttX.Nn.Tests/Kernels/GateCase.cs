using AttX.Nn.Kernels;

namespace AttX.Nn.Tests.Kernels;

/// <summary>One product, fused with the sum: 1 rounding of |x · gate| + |residual|. With and without a residual.</summary>
internal sealed unsafe class GateCase : KernelCase<Gate>
{
    protected override int Variants => 2;

    protected override Gate Arrange(KernelSize size, KernelData data)
    {
        (int columns, int rows, bool around) = (size.Columns, size.Rows, size.Variant == 1);
        PoisonedBuffer x = data.Random(rows * columns), gate = data.Random(columns), residual = data.Random(rows * columns);
        PoisonedBuffer y = data.Poisoned(rows * columns);
        double[] expected = new double[rows * columns], magnitude = new double[rows * columns], r = around ? residual.ToDoubles() : [];
        GateReference.Run<double>(x.ToDoubles(), gate.ToDoubles(), r, expected, rows, columns);
        GateReference.Run<double>(Absolute(x.ToDoubles()), Absolute(gate.ToDoubles()), Absolute(r), magnitude, rows, columns);
        data.Expect("y", y, expected, magnitude, 1);
        return new Gate
        {
            X = x.Pointer,
            GateValues = gate.Pointer,
            Residual = around ? residual.Pointer : null,
            Y = y.Pointer,
            Rows = rows,
            Columns = columns,
        };
    }
}

/// <summary>rows roundings of Σ|g · x|; the residual's gradient is exact.</summary>
internal sealed unsafe class GateGradientSumsCase : KernelCase<GateGradientSums>
{
    protected override int Variants => 2;

    protected override GateGradientSums Arrange(KernelSize size, KernelData data)
    {
        (int columns, int rows, bool around) = (size.Columns, size.Rows, size.Variant == 1);
        PoisonedBuffer x = data.Random(rows * columns), y = data.Rectified(rows * columns), dy = data.Random(rows * columns);
        PoisonedBuffer dResidual = data.Poisoned(rows * columns), dGate = data.Poisoned(columns);
        double[] residual = around ? new double[rows * columns] : [], expected = new double[columns], magnitude = new double[columns];
        GateGradientSumsReference.Run<double>(x.ToDoubles(), y.ToDoubles(), dy.ToDoubles(), residual, expected, rows, columns);
        GateGradientSumsReference.Run<double>(Absolute(x.ToDoubles()), [], Absolute(dy.ToDoubles()), [], magnitude, rows, columns);
        data.Expect("dGate", dGate, expected, magnitude, rows);
        if (around)
            data.Expect("dResidual", dResidual, residual, residual, 0);
        return new GateGradientSums
        {
            X = x.Pointer,
            Y = y.Pointer,
            Dy = dy.Pointer,
            DResidual = around ? dResidual.Pointer : null,
            DGate = dGate.Pointer,
            Rows = rows,
            Columns = columns,
        };
    }
}
