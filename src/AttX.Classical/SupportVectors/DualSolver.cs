using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AttX.Classical.SupportVectors;

/// <summary>
/// Solves the dual of the support vector machine with hinge loss (Cortes and Vapnik 1995) by sequential minimal optimisation, pairs chosen by
/// second-order information (Fan, Chen and Lin 2005), as LIBSVM without shrinking: max Σ y_i β_i − ½ βᵀKβ over Σβ_i = 0, β_i y_i in [0, C].
/// </summary>
internal sealed class DualSolver
{
    private const double LeastCurvature = 1e-12;

    private readonly KernelRows _kernel;
    private readonly double[] _beta, _low, _high, _gradient, _mayRise, _mayFall, _signs;
    private readonly double _tolerance;

    /// <summary>Prepares a problem.</summary>
    /// <param name="kernel">The kernel matrix of the rows, 1 on its diagonal.</param>
    /// <param name="isFirst">Whether each row is of the first class, y = +1.</param>
    /// <param name="isIncluded">Whether a row takes part; the others are only scored.</param>
    /// <param name="c">C, the bound of each multiplier.</param>
    /// <param name="tolerance">The largest violation of the optimality conditions at the end.</param>
    public DualSolver(KernelRows kernel, IReadOnlyList<bool> isFirst, Func<int, bool> isIncluded, double c, double tolerance)
    {
        (_kernel, _tolerance) = (kernel, tolerance);
        double[] Padded(Func<int, double> value, double otherwise) =>
            [.. Enumerable.Range(0, kernel.Stride).Select(i => i < kernel.Length ? value(i) : otherwise)];
        _beta = new double[kernel.Length];
        _low = Padded(i => isFirst[i] ? 0 : -c, 0);
        _high = Padded(i => isFirst[i] ? c : 0, 0);
        _gradient = Padded(i => isFirst[i] ? 1 : -1, 0);
        _signs = [.. _gradient];
        // Added to a gradient: no row that is at its bound, or takes no part, can be the largest or the smallest.
        _mayRise = Padded(i => isFirst[i] && isIncluded(i) ? 0 : double.NegativeInfinity, double.NegativeInfinity);
        _mayFall = Padded(i => isFirst[i] || !isIncluded(i) ? double.PositiveInfinity : 0, double.PositiveInfinity);
    }

    /// <summary>The multipliers, with the sign of their class.</summary>
    public IReadOnlyList<double> Beta => _beta;

    /// <summary>Σ β k(x_i, x) of a row, also of one that takes no part.</summary>
    public double WithoutIntercept(int row) => _signs[row] - _gradient[row];

    /// <summary>Runs to the tolerance; returns the intercept, or null if so many steps do not suffice.</summary>
    public double? Solve(long mostSteps, CancellationToken cancellation)
    {
        for (long step = 0; step < mostSteps; step++)
        {
            if (step % 1024 == 0)
                cancellation.ThrowIfCancellationRequested();
            int rising = Largest();
            double[] row = _kernel[rising];
            (int falling, double least) = Partner(rising, row);
            if (falling < 0 || _gradient[rising] - least < _tolerance)
                return Intercept(_gradient[rising], least);
            Move(rising, falling, row, _kernel[falling]);
        }

        return null;
    }

    /// <summary>The row that may rise with the largest gradient.</summary>
    private int Largest()
    {
        ReadOnlySpan<Vector256<double>> gradient = MemoryMarshal.Cast<double, Vector256<double>>(_gradient), may = MemoryMarshal.Cast<double, Vector256<double>>(_mayRise);
        Vector256<double> best = Vector256.Create(double.NegativeInfinity), at = default;
        for (int i = 0; i < gradient.Length; i++)
        {
            Vector256<double> value = gradient[i] + may[i], better = Vector256.GreaterThan(value, best);
            best = Vector256.ConditionalSelect(better, value, best);
            at = Vector256.ConditionalSelect(better, Vector256.Create((double)i), at);
        }

        return Index(best, at);
    }

    /// <summary>The row that may fall whose exchange with a rising one gains most, and the smallest gradient of those that may fall.</summary>
    private (int Row, double Least) Partner(int rising, double[] row)
    {
        ReadOnlySpan<Vector256<double>> gradient = MemoryMarshal.Cast<double, Vector256<double>>(_gradient), may = MemoryMarshal.Cast<double, Vector256<double>>(_mayFall),
            kernel = MemoryMarshal.Cast<double, Vector256<double>>(row);
        Vector256<double> from = Vector256.Create(_gradient[rising]), twice = Vector256.Create(2.0), least = Vector256.Create(double.PositiveInfinity),
            best = Vector256<double>.Zero, at = default, floor = Vector256.Create(LeastCurvature);
        for (int i = 0; i < gradient.Length; i++)
        {
            Vector256<double> value = gradient[i] + may[i], gap = from - value;
            least = Vector256.ConditionalSelect(Vector256.LessThan(value, least), value, least);
            Vector256<double> curvature = twice - (kernel[i] + kernel[i]);
            curvature = Vector256.ConditionalSelect(Vector256.GreaterThan(curvature, floor), curvature, floor);
            Vector256<double> gain = gap * gap / curvature;
            Vector256<double> better = Vector256.GreaterThan(gain, best) & Vector256.GreaterThan(gap, Vector256<double>.Zero) & Vector256.LessThan(value, Vector256.Create(double.PositiveInfinity));
            best = Vector256.ConditionalSelect(better, gain, best);
            at = Vector256.ConditionalSelect(better, Vector256.Create((double)i), at);
        }

        double lowest = Math.Min(Math.Min(least[0], least[1]), Math.Min(least[2], least[3]));
        return (Vector256.GreaterThanAny(best, Vector256<double>.Zero) ? Index(best, at) : -1, lowest);
    }

    private void Move(int rising, int falling, double[] risingRow, double[] fallingRow)
    {
        double curvature = Math.Max(2 - (2 * risingRow[falling]), LeastCurvature);
        double room = _high[rising] - _beta[rising], fall = _beta[falling] - _low[falling], step = (_gradient[rising] - _gradient[falling]) / curvature;
        // A multiplier that reaches its bound is set to it: rounding would leave it a hair inside.
        step = Math.Min(step, Math.Min(room, fall));
        _beta[rising] = step == room ? _high[rising] : _beta[rising] + step;
        _beta[falling] = step == fall ? _low[falling] : _beta[falling] - step;
        foreach (int i in (ReadOnlySpan<int>)[rising, falling])
        {
            _mayRise[i] = _beta[i] < _high[i] ? 0 : double.NegativeInfinity;
            _mayFall[i] = _beta[i] > _low[i] ? 0 : double.PositiveInfinity;
        }

        Span<Vector256<double>> gradient = MemoryMarshal.Cast<double, Vector256<double>>(_gradient.AsSpan());
        ReadOnlySpan<Vector256<double>> up = MemoryMarshal.Cast<double, Vector256<double>>(risingRow), down = MemoryMarshal.Cast<double, Vector256<double>>(fallingRow);
        Vector256<double> by = Vector256.Create(step);
        for (int i = 0; i < gradient.Length; i++)
            gradient[i] -= by * (up[i] - down[i]);
    }

    /// <summary>The mean gradient of the multipliers between their bounds; without any, the middle of what the bounds allow.</summary>
    private double Intercept(double largest, double least)
    {
        double[] free = [.. Enumerable.Range(0, _beta.Length).Where(i => _beta[i] > _low[i] && _beta[i] < _high[i]).Select(i => _gradient[i])];
        return free.Length > 0 ? free.Sum() / free.Length : (largest + least) / 2;
    }

    private static int Index(Vector256<double> best, Vector256<double> at)
    {
        int lane = 0;
        for (int k = 1; k < 4; k++)
            if (best[k] > best[lane] || (best[k] == best[lane] && at[k] < at[lane]))
                lane = k;
        return ((int)at[lane] * 4) + lane;
    }
}
