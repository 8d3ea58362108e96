namespace AttX.Datasets.Synthetic;

/// <summary>Skin conductance: a tonic level that drifts and slowly follows arousal, and phasic responses.</summary>
internal static class Skin
{
    private const double RiseSeconds = 0.75;

    /// <summary>Height of the difference of exponentials with time constants 0.75 s and 3 s.</summary>
    private const double PeakOfShape = 0.4725;

    /// <summary>
    /// Computes the EDA in µS. Responses are Poisson events, 2 per minute at rest and more under arousal, with the bi-exponential shape
    /// exp(−t/decay) − exp(−t/0.75 s); larger and more frequent under stress, and also at random.
    /// </summary>
    /// <param name="traits">The subject.</param>
    /// <param name="course">The session's course.</param>
    /// <param name="level">Resting level at this site of the body, µS.</param>
    /// <param name="samplingRateHz">Samples per second.</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="dice">Determines the responses: the same dice give the same responses at any rate.</param>
    public static double[] Eda(SubjectTraits traits, Autonomic course, double level, int samplingRateHz, int samples, Dice dice)
    {
        double[] eda = new double[samples];
        double step = 1.0 / samplingRateHz, tonic = 0, slow = 0, fast = 0;
        double decaySeconds = dice.Uniform(2.4, 3.6), decay = Math.Exp(-step / decaySeconds), rise = Math.Exp(-step / RiseSeconds);
        Queue<(double Time, double Height)> events = new(Responses(traits, course, (double)samples / samplingRateHz, dice));
        double wavePhase = dice.Uniform(0, Math.Tau), wave = dice.Uniform(0.02, 0.07), wavePeriod = dice.Uniform(150, 320);
        for (int i = 0; i < samples; i++)
        {
            double t = i * step;
            while (events.TryPeek(out (double Time, double Height) response) && response.Time <= t)
            {
                slow += response.Height / PeakOfShape;
                fast += response.Height / PeakOfShape;
                events.Dequeue();
            }
            tonic += (Autonomic.At(course.Arousal, t) - tonic) * step / 25;
            double drift = traits.SkinDrift * i / samples + wave * Math.Sin(Math.Tau * t / wavePeriod + wavePhase);
            eda[i] = level * (1 + 0.20 * traits.SkinResponse * tonic + drift + 0.12 * (slow - fast));
            slow *= decay;
            fast *= rise;
        }
        return eda;
    }

    private static IEnumerable<(double Time, double Height)> Responses(SubjectTraits traits, Autonomic course, double seconds, Dice dice)
    {
        const double step = 1.0 / Autonomic.RateHz;
        for (double t = 0; t < seconds; t += step)
        {
            double arousal = Math.Max(-0.5, Autonomic.At(course.Arousal, t));
            double perMinute = 2 + 6 * traits.SkinResponse * Math.Max(0, arousal + 0.1);
            if (dice.Chance(perMinute / 60 * step))
                yield return (t + dice.Uniform(0, step), traits.SkinResponse * dice.Around(0.5 * (1 + 0.5 * arousal), 0.6, 0.05, 3));
        }
    }
}
