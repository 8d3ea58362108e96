using AttX.Signals.Features.Measures;

namespace AttX.Signals.Features.Skin;

/// <summary>
/// Splits skin conductance into a phasic part r and a tonic level t by one convex problem: minimise
/// ½ Σ (y - r - t)² + α Σ p + ½ λ Σ (second difference of t)², where r is the response to impulses p ≥ 0.
/// </summary>
/// <remarks>
/// The idea is cvxEDA's (Greco et al. 2016); its tonic splines every 10 s are a penalty on curvature here, so that all couplings reach
/// over a few samples only. An interior-point method then takes a banded system of equations per step: linear in the signal's length.
/// An impulse of 1 makes a response of the Bateman shape, exp(-t / 2 s) - exp(-t / 0.7 s), with a peak of 1 µS.
/// </remarks>
internal sealed class ConvexDecomposition
{
    private const double SlowSeconds = 2, FastSeconds = 0.7;

    // Frequency at which the tonic level alone would follow half of a change.
    private const double TonicHz = 0.02;

    // Impulses shrink by this amplitude: smaller ones cost more than they explain.
    private const double Shrinkage = 0.005;

    private const int MaximumSteps = 100;
    private const double Gap = 1e-12;

    private readonly double[] _y, _phasic, _tonic, _impulses, _duals, _step;
    private readonly double _first, _second, _scale, _penalty, _smoothness;
    private readonly BandedCholesky _system;

    private ConvexDecomposition(double[] signal, double rateHz)
    {
        int n = signal.Length;
        double slow = Math.Exp(-1 / (SlowSeconds * rateHz)), fast = Math.Exp(-1 / (FastSeconds * rateHz));
        double[] shape = [.. Enumerable.Range(1, (int)(20 * SlowSeconds * rateHz)).Select(i => Math.Pow(slow, i) - Math.Pow(fast, i))];
        double peak = shape.Max();
        // p[i] = _scale · (r[i] + _first · r[i - 1] + _second · r[i - 2])
        (_first, _second, _scale) = (-(slow + fast), slow * fast, peak / (slow - fast));
        _penalty = Shrinkage * shape.Sum(h => h * h) / (peak * peak);
        _smoothness = Math.Pow(2 * Math.PI * TonicHz / rateHz, -4);
        (_y, _phasic, _tonic, _impulses, _duals, _step) = (signal, new double[n], [.. signal], new double[n], new double[n], new double[2 * n]);
        _system = new BandedCholesky(2 * n, 4);
        Array.Fill(_impulses, Shrinkage);
        Array.Fill(_duals, _penalty);
        for (int i = 0; i < n; i++)
            _phasic[i] = _impulses[i] / _scale - _first * Before(_phasic, i, 1) - _second * Before(_phasic, i, 2);
    }

    /// <summary>Returns the phasic part, in the signal's unit; what remains is the tonic level and noise.</summary>
    public static double[] Phasic(double[] signal, double rateHz)
    {
        var problem = new ConvexDecomposition(signal, rateHz);
        for (int i = 0; i < MaximumSteps && problem.Complementarity() > Gap; i++)
            problem.Step();
        return problem._phasic;
    }

    /// <summary>Mean product of impulses and duals, which is 0 at the minimum.</summary>
    private double Complementarity() => _impulses.Zip(_duals, (p, z) => p * z).Sum() / _y.Length;

    /// <summary>Takes one primal-dual Newton step towards a tenth of the complementarity.</summary>
    private void Step()
    {
        double target = 0.1 * Complementarity();
        BuildSystem();
        BuildRightSide(target);
        _system.Factor();
        _system.Solve(_step);
        int n = _y.Length;
        double[] impulseStep = new double[n], dualStep = new double[n];
        double length = 1;
        for (int i = 0; i < n; i++)
        {
            impulseStep[i] = _scale * (_step[2 * i] + _first * StepBefore(i, 1) + _second * StepBefore(i, 2));
            dualStep[i] = (target - _duals[i] * impulseStep[i]) / _impulses[i] - _duals[i];
            length = Math.Min(length, Math.Min(Reach(_impulses[i], impulseStep[i]), Reach(_duals[i], dualStep[i])));
        }

        for (int i = 0; i < n; i++)
        {
            _phasic[i] += length * _step[2 * i];
            _tonic[i] += length * _step[2 * i + 1];
            _impulses[i] += length * impulseStep[i];
            _duals[i] += length * dualStep[i];
        }
    }

    /// <summary>Builds the matrix of [I + Aᵀ·diag(z/p)·A, I; I, I + λ·DᵀD], phasic and tonic samples taking turns.</summary>
    private void BuildSystem()
    {
        _system.Clear();
        ReadOnlySpan<double> taps = [_scale, _scale * _first, _scale * _second], curvature = [1, -2, 1];
        for (int i = 0; i < _y.Length; i++)
        {
            _system[2 * i, 0] += 1;
            _system[2 * i + 1, 0] += 1;
            _system[2 * i + 1, 1] += 1;
            AddOuter(i, 0, taps, _duals[i] / _impulses[i]);
            if (i >= 2)
                AddOuter(i, 1, curvature, _smoothness);
        }
    }

    /// <summary>Adds weight · taps·tapsᵀ at the samples i, i - 1, i - 2 of one part.</summary>
    private void AddOuter(int i, int part, ReadOnlySpan<double> taps, double weight)
    {
        for (int a = 0; a < 3 && a <= i; a++)
            for (int b = a; b < 3 && b <= i; b++)
                _system[2 * (i - a) + part, 2 * (b - a)] += weight * taps[a] * taps[b];
    }

    /// <summary>Computes minus the gradient of the cost with the barrier.</summary>
    private void BuildRightSide(double target)
    {
        Array.Clear(_step);
        for (int i = 0; i < _y.Length; i++)
        {
            double rest = _y[i] - _phasic[i] - _tonic[i], pull = _scale * (target / _impulses[i] - _penalty);
            _step[2 * i] += rest + pull;
            _step[2 * i + 1] += rest;
            if (i >= 1)
                _step[2 * i - 2] += _first * pull;
            if (i < 2)
                continue;
            _step[2 * i - 4] += _second * pull;
            double bend = _smoothness * (_tonic[i] - 2 * _tonic[i - 1] + _tonic[i - 2]);
            _step[2 * i + 1] -= bend;
            _step[2 * i - 1] += 2 * bend;
            _step[2 * i - 3] -= bend;
        }
    }

    private double StepBefore(int i, int by) => i < by ? 0 : _step[2 * (i - by)];

    private static double Before(double[] x, int i, int by) => i < by ? 0 : x[i - by];

    /// <summary>Returns the share of a step after which a positive value is nearly 0.</summary>
    private static double Reach(double value, double step) => step < 0 ? -0.99 * value / step : 1;
}
