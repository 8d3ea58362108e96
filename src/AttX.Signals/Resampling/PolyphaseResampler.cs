using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AttX.Signals.Resampling;

/// <summary>
/// Changes the sampling rate by a rational factor: inserts zeros, low-passes, and keeps every n-th sample, computing only the
/// requested ones. Equal to <c>scipy.signal.resample_poly(x, up, down)</c> with its default window (Kaiser, β = 5) and zeros
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

    // Steps of input samples and of phases from one output sample to the next.
    private readonly int _inputStep;
    private readonly int _phaseStep;

    /// <summary>Creates a resampler to <paramref name="up"/> / <paramref name="down"/> of the input's rate.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A factor below 1.</exception>
    public PolyphaseResampler(int up, int down)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(up, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(down, 1);
        int common = (int)BigInteger.GreatestCommonDivisor(up, down);
        (Up, Down) = (up / common, down / common);
        (_inputStep, _phaseStep) = Math.DivRem(Down, Up);
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

    /// <summary>Creates a resampler between two rates.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A rate below 1 Hz.</exception>
    public static PolyphaseResampler Between(int fromHz, int toHz) => new(toHz, fromHz);

    /// <summary>Numerator of the factor, in lowest terms.</summary>
    public int Up { get; }

    /// <summary>Denominator of the factor, in lowest terms.</summary>
    public int Down { get; }

    /// <summary>Whether the rates are equal: samples pass unchanged.</summary>
    public bool IsIdentity { get; }

    /// <summary>Number of input samples on either side of its moment that an output sample may depend on.</summary>
    public int ReachSamples => (_halfLength + Up - 1) / Up;

    /// <summary>Returns the length of a signal's output: ceil(n · up / down).</summary>
    public int OutputLength(int inputLength) => checked((int)(((long)inputLength * Up + Down - 1) / Down));

    /// <summary>Returns the first input sample that an output sample depends on; negative if it lies before the signal's start.</summary>
    public long FirstInputOf(long output) => Start(output).Oldest;

    /// <summary>Returns the last input sample that an output sample depends on.</summary>
    public long LastInputOf(long output) => Start(output).Oldest + _tapsPerPhase - 1;

    /// <summary>Resamples the whole signal.</summary>
    public double[] Resample(ReadOnlySpan<double> signal)
    {
        double[] output = new double[OutputLength(signal.Length)];
        Resample(signal, 0, output);
        return output;
    }

    /// <summary>Computes the output samples from <paramref name="first"/> on, as many as the output holds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Samples outside the output are asked for.</exception>
    public void Resample(ReadOnlySpan<double> signal, int first, Span<double> output)
    {
        CheckRange(signal.Length, first, output.Length);
        Position at = Start(first);
        for (int m = 0; m < output.Length; m++, Advance(ref at))
        {
            ReadOnlySpan<double> phase = _phases.AsSpan(at.Phase * _tapsPerPhase, _tapsPerPhase);
            if (at.Oldest >= 0 && at.Oldest <= signal.Length - _tapsPerPhase)
            {
                output[m] = Dot(phase, signal.Slice((int)at.Oldest, _tapsPerPhase));
                continue;
            }

            (int from, int to) = Inside(at, signal.Length);
            output[m] = from < to ? Dot(phase[(int)(from - at.Oldest)..(int)(to - at.Oldest)], signal[from..to]) : 0;
        }
    }

    /// <summary>
    /// Computes the response to a signal of ones: nearly 1, with a ripple that differs by phase, and less near the ends. The resampled
    /// (x - c) is the resampled x less c times this.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Samples outside the output are asked for.</exception>
    public void UnitResponse(int inputLength, int first, Span<double> output)
    {
        CheckRange(inputLength, first, output.Length);
        Position at = Start(first);
        for (int m = 0; m < output.Length; m++, Advance(ref at))
        {
            if (at.Oldest >= 0 && at.Oldest <= inputLength - _tapsPerPhase)
            {
                output[m] = _phaseSums[at.Phase];
                continue;
            }

            (int from, int to) = Inside(at, inputLength);
            double sum = 0;
            for (int i = from; i < to; i++)
                sum += _phases[at.Phase * _tapsPerPhase + (i - at.Oldest)];
            output[m] = sum;
        }
    }

    /// <summary>Location of an output sample's taps: their phase, and the input sample that meets the first.</summary>
    private record struct Position(int Phase, long Oldest);

    private Position Start(long output)
    {
        (long newest, long phase) = Math.DivRem(output * Down + _halfLength, Up);
        return new Position((int)phase, newest - _tapsPerPhase + 1);
    }

    /// <summary>Advances to the next output sample without divisions, which would cost as much as the taps.</summary>
    private void Advance(ref Position at)
    {
        at.Phase += _phaseStep;
        at.Oldest += _inputStep;
        if (at.Phase >= Up)
        {
            at.Phase -= Up;
            at.Oldest++;
        }
    }

    /// <summary>Clips to the input samples [From, To) that exist among those that meet a tap.</summary>
    private (int From, int To) Inside(Position at, int inputLength) =>
        ((int)Math.Max(at.Oldest, 0), (int)Math.Min(at.Oldest + _tapsPerPhase, inputLength));

    private void CheckRange(int inputLength, int first, int count)
    {
        int length = OutputLength(inputLength);
        if (first < 0 || count > length - first)
            throw new ArgumentOutOfRangeException(nameof(first), first,
                $"{inputLength} samples become {length}; {count} were asked for from {first} on.");
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ref double x = ref MemoryMarshal.GetReference(a), y = ref MemoryMarshal.GetReference(b);
        Vector512<double> even = Vector512<double>.Zero, odd = Vector512<double>.Zero;
        nuint i = 0, length = (nuint)a.Length;
        for (; i + 16 <= length; i += 16)
        {
            even = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref x, i), Vector512.LoadUnsafe(ref y, i), even);
            odd = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref x, i + 8), Vector512.LoadUnsafe(ref y, i + 8), odd);
        }

        if (i + 8 <= length)
        {
            even = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref x, i), Vector512.LoadUnsafe(ref y, i), even);
            i += 8;
        }

        double sum = Vector512.Sum(even + odd);
        for (; i < length; i++)
            sum += a[(int)i] * b[(int)i];
        return sum;
    }
}
