using AttX.Classical.Learning;

namespace AttX.Classical.SupportVectors;

/// <summary>
/// Solves the dual of the linear support vector machine with hinge loss by a primal-dual interior point method with predictor and corrector (Mehrotra
/// 1992; of support vector machines, Ferris and Munson 2003): a step costs rows · columns², and some twenty reach the rounding, whatever the
/// correlation of the features, where exchanging pairs takes millions.
/// </summary>
/// <remarks>
/// min ½‖w‖² − Σα_i over Σ y_i α_i = 0, 0 ≤ α_i ≤ C, with w = Σ α_i y_i x_i; z and v are the multipliers of the bounds, b that of the sum. With
/// D = z/α + v/(C − α), eliminating the rows leaves (diag(1, …, 1, 0) + Σ u_i u_iᵀ/D_i) (Δw, Δb) = …, u_i = y_i (x_i, 1).
/// </remarks>
internal sealed class LinearSolver
{
    private const int MostSteps = 100;
    private const double Gap = 1e-13, Accepted = 1e-7, ShareOfRoom = 0.995;

    private readonly int _rows, _size;
    private readonly double _c;
    private readonly double[] _signed, _alpha, _room, _z, _v, _weights;

    /// <summary>Prepares a problem.</summary>
    /// <param name="samples">The training rows.</param>
    /// <param name="isFirst">Whether each row is of the first class, y = +1.</param>
    /// <param name="c">C, the bound of each multiplier.</param>
    public LinearSolver(Samples samples, IReadOnlyList<bool> isFirst, double c)
    {
        (_rows, _size, _c) = (samples.Rows, samples.Columns + 1, c);
        _signed = new double[_rows * _size];
        for (int r = 0; r < _rows; r++)
        {
            Span<double> row = _signed.AsSpan(r * _size, _size);
            row[^1] = 1;
            samples[r].CopyTo(row);
            for (int k = 0; !isFirst[r] && k < _size; k++)
                row[k] = -row[k];
        }

        double[] All(double value) => [.. Enumerable.Repeat(value, _rows)];
        (_alpha, _room, _z, _v, _weights) = (All(c / 2), All(c / 2), All(1), All(1), new double[_size]);
    }

    /// <summary>The weights of the features, and the intercept as the last.</summary>
    /// <exception cref="InvalidDataException">The optimum was not reached.</exception>
    public double[] Solve(CancellationToken cancellation)
    {
        (double Gap, double[]? Weights) best = (Accepted, null);
        for (int step = 0; step < MostSteps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            (double gap, double violation) = Residuals();
            double relative = gap / (1 + _alpha.Sum());
            if (relative < Gap && violation < Gap)
                return _weights;
            if (relative < best.Gap && violation < Accepted)
                best = (relative, [.. _weights]);
            if (!Step(gap / (2 * _rows)))
                break;
        }

        return best.Weights ?? throw new InvalidDataException(
            $"The linear support vector machine reached no optimum: standardise the features, or choose a smaller C than {_c}.");
    }

    private ReadOnlySpan<double> Row(int row) => _signed.AsSpan(row * _size, _size);

    /// <summary>The duality gap, and the largest violation of the other conditions of the optimum, as a share of their terms.</summary>
    private (double Gap, double Violation) Residuals()
    {
        (double gap, double violation) = (0, Math.Abs(Sums(_alpha)[^1]) / (1 + _alpha.Sum()));
        for (int r = 0; r < _rows; r++)
        {
            gap += (_alpha[r] * _z[r]) + (_room[r] * _v[r]);
            violation = Math.Max(violation, Math.Abs(Slope(r)) / (1 + _z[r] + _v[r]));
        }

        return (gap, violation);
    }

    /// <summary>y_i (x_i·w + b) − 1 − z_i + v_i, which is to vanish.</summary>
    private double Slope(int row) => VectorMath.Dot(Row(row), _weights) - 1 - _z[row] + _v[row];

    /// <summary>Σ a_i u_i: what the weights are for a = α, and as the last Σ a_i y_i.</summary>
    private double[] Sums(double[] factors)
    {
        double[] sums = new double[_size];
        for (int r = 0; r < _rows; r++)
            VectorMath.AddScaled(sums, factors[r], Row(r));
        return sums;
    }

    /// <summary>Steps towards the centre of a narrower path; returns false if there is no room to.</summary>
    private bool Step(double mean)
    {
        double[] inverse = [.. Enumerable.Range(0, _rows).Select(r => 1 / ((_z[r] / _alpha[r]) + (_v[r] / _room[r])))];
        CholeskyFactor factor = Factor(inverse);
        double[] zero = new double[_rows];
        Direction affine = Find(factor, inverse, 0, zero, zero);
        double room = Room(affine, 1), after = 0;
        for (int r = 0; r < _rows; r++)
            after += ((_alpha[r] + (room * affine.Alpha[r])) * (_z[r] + (room * affine.Z[r]))) + ((_room[r] - (room * affine.Alpha[r])) * (_v[r] + (room * affine.V[r])));
        double centring = Math.Pow(after / (2 * _rows) / mean, 3);
        Direction corrected = Find(factor, inverse, centring * mean,
            [.. affine.Alpha.Zip(affine.Z, (a, z) => a * z)], [.. affine.Alpha.Zip(affine.V, (a, v) => -a * v)]);
        double length = Math.Min(1, ShareOfRoom * Room(corrected, 1 / ShareOfRoom));
        Move(corrected, length);
        return length > 1e-10; // Not of a step that is no number, either.
    }

    private CholeskyFactor Factor(double[] inverse)
    {
        double[] normal = new double[_size * _size];
        for (int r = 0; r < _rows; r++)
            for (int k = 0; k < _size; k++)
                VectorMath.AddScaled(normal.AsSpan((k * _size) + k, _size - k), inverse[r] * Row(r)[k], Row(r)[k..]);
        for (int k = 0; k < _size - 1; k++)
            normal[(k * _size) + k]++;
        return new CholeskyFactor(normal, _size);
    }

    /// <summary>Solves for the direction to products of target minus the given second-order terms.</summary>
    private Direction Find(CholeskyFactor factor, double[] inverse, double target, double[] lowTerms, double[] highTerms)
    {
        double[] right = new double[_rows], sums = Sums(_alpha);
        for (int r = 0; r < _rows; r++)
            right[r] = -Slope(r) - _z[r] + _v[r] + ((target - lowTerms[r]) / _alpha[r]) - ((target - highTerms[r]) / _room[r]);
        double[] side = Sums([.. right.Zip(inverse, (a, b) => a * b)]);
        for (int k = 0; k < _size; k++)
            side[k] += sums[k] - (k < _size - 1 ? _weights[k] : 0);
        double[] weights = factor.Solve(side);
        double[] alpha = new double[_rows], z = new double[_rows], v = new double[_rows];
        for (int r = 0; r < _rows; r++)
        {
            alpha[r] = inverse[r] * (right[r] - VectorMath.Dot(Row(r), weights));
            z[r] = ((target - lowTerms[r] - (_z[r] * alpha[r])) / _alpha[r]) - _z[r];
            v[r] = ((target - highTerms[r] + (_v[r] * alpha[r])) / _room[r]) - _v[r];
        }

        return new Direction(weights, alpha, z, v);
    }

    /// <summary>The longest step that keeps everything positive.</summary>
    private double Room(Direction along, double most)
    {
        for (int r = 0; r < _rows; r++)
        {
            most = Math.Min(most, Until(_alpha[r], along.Alpha[r]));
            most = Math.Min(most, Until(_room[r], -along.Alpha[r]));
            most = Math.Min(most, Math.Min(Until(_z[r], along.Z[r]), Until(_v[r], along.V[r])));
        }

        return most;
    }

    private static double Until(double value, double slope) => slope < 0 ? -value / slope : double.PositiveInfinity;

    private void Move(Direction along, double length)
    {
        VectorMath.AddScaled(_weights, length, along.Weights);
        VectorMath.AddScaled(_alpha, length, along.Alpha);
        VectorMath.AddScaled(_room, -length, along.Alpha);
        VectorMath.AddScaled(_z, length, along.Z);
        VectorMath.AddScaled(_v, length, along.V);
    }

    private sealed record Direction(double[] Weights, double[] Alpha, double[] Z, double[] V);
}
