namespace AttX.Signals.Resampling;

public sealed partial class PolyphaseResampler
{
    /// <summary>
    /// Inserts zeros, convolves, and drops samples. Obviously correct. Never optimised: the tests trust it.
    /// </summary>
    internal double[] ResampleReference(ReadOnlySpan<double> signal)
    {
        double[] stuffed = new double[(long)signal.Length * Up];
        for (int i = 0; i < signal.Length; i++)
            stuffed[(long)i * Up] = signal[i];
        double[] output = new double[OutputLength(signal.Length)];
        for (int m = 0; m < output.Length; m++)
            for (int tap = 0; tap < _taps.Length; tap++)
            {
                long i = (long)m * Down + _halfLength - tap;
                if (i >= 0 && i < stuffed.Length)
                    output[m] += stuffed[i] * _taps[tap];
            }

        return output;
    }
}
