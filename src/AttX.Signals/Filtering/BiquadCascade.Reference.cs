namespace AttX.Signals.Filtering;

internal static partial class BiquadCascade
{
    /// <summary>
    /// Runs samples through the cascade one by one (transposed direct form II, scipy.signal.sosfilt), from the state and
    /// back into it. <paramref name="output"/> may be <paramref name="input"/>.
    /// Obviously correct. Never optimised: the tests trust it.
    /// </summary>
    public static void RunReference(SecondOrderSections sections, ReadOnlySpan<double> input, Span<double> output, Span<double> state)
    {
        ReadOnlySpan<Biquad> cascade = sections.AsSpan();
        for (int n = 0; n < input.Length; n++)
        {
            double x = input[n];
            for (int i = 0; i < cascade.Length; i++)
            {
                Biquad s = cascade[i];
                double y = s.B0 * x + state[2 * i];
                state[2 * i] = s.B1 * x - s.A1 * y + state[2 * i + 1];
                state[2 * i + 1] = s.B2 * x - s.A2 * y;
                x = y;
            }

            output[n] = x;
        }
    }
}
