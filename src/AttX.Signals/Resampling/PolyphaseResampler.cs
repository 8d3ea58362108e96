using System.Numerics;
using System.Runtime.Intrinsics;

namespace AttX.Signals.Resampling;

/// <summary>
/// Changes the sampling rate by a rational factor: insert zeros, low-pass, keep every n-th sample, computed only where
/// wanted. Equal to <c>scipy.signal.resample_poly(x, up, down)</c> with its default window (Kaiser, β = 5) and zeros
/// beyond the ends. Immutable and thread-safe.
/// </summary>
/// <remarks>y[m] = Σ_i x[i] · h[half + m·down - i·up], with the windowed sinc h of 2·half + 1 taps, half = 10 · max(up, down).</remarks>
public sealed partial class PolyphaseResampler
{
    private readonly int _halfLength;
    private readonly double[] _taps;
    private readonly int _tapsPerPhase;

    // The taps that meet consecutive input samples, phase by phase, in the input's order; unused ones are 0.
    private readonly double[] _phases;
    private readonly double[] _phaseSums;

    /// <summary>A resampler to <paramref name="up"/> / <paramref name="down"/> of the input's rate.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A factor below 1.</exception>
    public PolyphaseResampler(int up, int down)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(up, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(down, 1);
        int common = (int)BigInteger.GreatestCommonDivisor(up, down);
        (Up, Down) = (up / common, down / common);
        IsIdentity = Up == 1 && Down == 1;
        _halfLength = IsIdentity ? 0 : checked(10 * Math.Max(Up, Down));
        _taps = IsIdentity ? [1] : KaiserLowPass.Design(_halfLength, Math.Max(Up, Down), gain: Up);
        int needed = (_taps.Length + Up - 1) / Up;
        _tapsPerPhase = (needed + 7) / 8 * 8;
        _phases = new double[(long)Up * _tapsPerPhase];
        _phaseSums = new double[Up];
        for (int i = 0; i < _taps.Length; i++)
        {
            _phases[i % Up * _tapsPerPhase + _tapsPerPhase - 1 - i / Up] = _taps[i];
            _phaseSums[i % Up] += _taps[i];
        }
    }

    /// <summary>A resampler between two rates.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A rate below 1 Hz.</exception>
    public static PolyphaseResampler Between(int fromHz, int toHz) => new(toHz, fromHz);

    /// <summary>Numerator of the factor, in lowest terms.</summary>
    public int Up { get; }

    /// <summary>Denominator of the factor, in lowest terms.</summary>
    public int Down { get; }

    /// <summary>Whether the rates are equal: samples pass unchanged.</summary>
    public bool IsIdentity { get; }

    /// <summary>Length of the output of a signal: ceil(n · up / down).</summary>
    public int OutputLength(int inputLength) => checked((int)(((long)inputLength * Up + Down - 1) / Down));

    /// <summary>The whole signal at the new rate.</summary>
    public double[] Resample(ReadOnlySpan<double> signal)
    {
        double[] output = new double[OutputLength(signal.Length)];
        Resample(signal, 0, output);
        return output;
    }

    /// <summary>The output samples from number <paramref name="first"/> on, as many as the output holds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Samples outside the output are asked for.</exception>
    public void Resample(ReadOnlySpan<double> signal, int first, Span<double> output)
    {
        CheckRange(signal.Length, first, output.Length);
        for (int m = 0; m < output.Length; m++)
        {
            // The newest input sample that meets a tap, and which tap it meets.
            long position = (long)(first + m) * Down + _halfLength;
            long newest = position / Up;
            ReadOnlySpan<double> phase = _phases.AsSpan((int)(position % Up) * _tapsPerPhase, _tapsPerPhase);
            long oldest = newest - _tapsPerPhase + 1;
            if (oldest >= 0 && newest < signal.Length)
            {
                output[m] = Dot(phase, signal.Slice((int)oldest, _tapsPerPhase));
                continue;
            }

            (int from, int to) = ((int)Math.Max(oldest, 0), (int)Math.Min(newest + 1, signal.Length));
            output[m] = to > from ? Dot(phase.Slice((int)(from - oldest), to - from), signal[from..to]) : 0;
        }
    }

    /// <summary>
    /// What a signal of ones becomes: nearly 1, with a ripple that differs by phase, and less near the ends. The resampled
    /// (x - c) is the resampled x less c times this.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Samples outside the output are asked for.</exception>
    public void UnitResponse(int inputLength, int first, Span<double> output)
    {
        CheckRange(inputLength, first, output.Length);
        for (int m = 0; m < output.Length; m++)
        {
            long position = (long)(first + m) * Down + _halfLength;
            long newest = position / Up, oldest = newest - _tapsPerPhase + 1;
            int phase = (int)(position % Up);
            if (oldest >= 0 && newest < inputLength)
            {
                output[m] = _phaseSums[phase];
                continue;
            }

            double sum = 0;
            for (long i = Math.Max(oldest, 0); i <= Math.Min(newest, inputLength - 1); i++)
                sum += _phases[phase * _tapsPerPhase + (i - oldest)];
            output[m] = sum;
        }
    }

    private void CheckRange(int inputLength, int first, int count)
    {
        int length = OutputLength(inputLength);
        if (first < 0 || count > length - first)
            throw new ArgumentOutOfRangeException(nameof(first), first,
                $"{inputLength} samples become {length}; {count} were asked for from {first} on.");
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        Vector512<double> even = Vector512<double>.Zero, odd = Vector512<double>.Zero;
        int i = 0;
        for (; i <= a.Length - 16; i += 16)
        {
            even = Vector512.MultiplyAddEstimate(Vector512.Create(a[i..]), Vector512.Create(b[i..]), even);
            odd = Vector512.MultiplyAddEstimate(Vector512.Create(a[(i + 8)..]), Vector512.Create(b[(i + 8)..]), odd);
        }

        if (i <= a.Length - 8)
        {
            even = Vector512.MultiplyAddEstimate(Vector512.Create(a[i..]), Vector512.Create(b[i..]), even);
            i += 8;
        }

        double sum = Vector512.Sum(even + odd);
        for (; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
