using AttX.Signals.Features.Measures;

namespace AttX.Signals.Features.Skin;

/// <summary>One skin conductance response: a rise of the phasic part by 0.02 µS at least, and the fall after it.</summary>
/// <param name="PeakSeconds">Time of the peak.</param>
/// <param name="Amplitude">Height of the peak above the onset, µS.</param>
/// <param name="RiseSeconds">Time from the onset to the peak.</param>
/// <param name="RecoverySeconds">Time from the peak until half of the amplitude is lost; NaN if another response comes before.</param>
/// <param name="DurationSeconds">Time from the onset to that moment, or to the next onset or the end of the signal.</param>
/// <param name="Area">Area above the onset's level over the duration, µS·s.</param>
public readonly record struct SkinResponse(
    double PeakSeconds, double Amplitude, double RiseSeconds, double RecoverySeconds, double DurationSeconds, double Area)
{
    /// <summary>Least amplitude of a response, in µS, within the customary range of 0.01 to 0.05 (Boucsein et al. 2012).</summary>
    public const double LeastAmplitude = 0.02;

    /// <summary>Finds the responses in the phasic part, in order of time.</summary>
    internal static IReadOnlyList<SkinResponse> Find(ConditionedSignal phasic)
    {
        IReadOnlyList<Rise> rises = TurningPoints.Rises(phasic.Samples, LeastAmplitude);
        return [.. rises.Select((rise, i) => Of(phasic, rise, i + 1 < rises.Count ? rises[i + 1].Trough : phasic.Samples.Length - 1))];
    }

    private static SkinResponse Of(ConditionedSignal phasic, Rise rise, int last)
    {
        double[] x = phasic.Samples;
        double onset = x[rise.Trough], amplitude = x[rise.Peak] - onset, half = onset + amplitude / 2, end = last;
        for (int i = rise.Peak + 1; i <= last && end == last; i++)
            if (x[i] <= half)
                end = i - (half - x[i]) / (x[i - 1] - x[i]);
        bool recovers = x[last] <= half;
        double area = 0;
        for (int i = rise.Trough; i < end; i++)
            area += Math.Max(0, x[i] - onset);
        double rate = phasic.RateHz;
        return new SkinResponse(rise.Peak / rate, amplitude, (rise.Peak - rise.Trough) / rate,
            recovers ? (end - rise.Peak) / rate : double.NaN, (end - rise.Trough) / rate, area / rate);
    }
}
