using AttX.Datasets.Wesad;

namespace AttX.Datasets.Synthetic;

/// <summary>Movements: bursts that reach ECG, BVP, EDA and both accelerometers at the same time.</summary>
internal sealed class Motion
{
    private readonly List<(double Start, double Seconds, double Strength, double Hz)> _bursts = [];

    /// <summary>Draws a session's movements: many between the conditions, some in amusement and stress, few at rest.</summary>
    public static Motion Draw(SubjectTraits traits, AffectiveState[] labels, Dice dice)
    {
        Motion motion = new();
        for (int second = 0; second < labels.Length / 700; second++)
        {
            double perMinute = labels[second * 700] switch
            {
                AffectiveState.Baseline => 0.5,
                AffectiveState.Stress => 1.2,
                AffectiveState.Amusement => 1.0,
                AffectiveState.Meditation => 0.2,
                _ => 5,
            };
            if (dice.Chance(traits.Restlessness * perMinute / 60))
                motion._bursts.Add((second + dice.Uniform(0, 1), dice.Uniform(1, 5), dice.Around(0.35, 0.6, 0.05, 1.5), dice.Uniform(1, 3)));
        }
        return motion;
    }

    /// <summary>Adds the bursts to a signal: each a rounded envelope over an oscillation of the movement's own pace.</summary>
    /// <param name="signal">Values of interleaved columns.</param>
    /// <param name="samplingRateHz">Samples per second.</param>
    /// <param name="columns">Columns in the signal.</param>
    /// <param name="gain">The signal's unit for a burst of strength 1.</param>
    /// <param name="dice">Decides how each burst looks on this signal.</param>
    public void AddTo(double[] signal, int samplingRateHz, int columns, double gain, Dice dice)
    {
        int samples = signal.Length / columns;
        foreach ((double start, double seconds, double strength, double hz) in _bursts)
            for (int c = 0; c < columns; c++)
            {
                double height = gain * strength * dice.Uniform(0.5, 1.2), phase = dice.Uniform(0, Math.Tau), second = dice.Uniform(2.2, 3.8) * hz;
                for (int i = (int)Math.Ceiling(start * samplingRateHz); i < Math.Min(samples, (start + seconds) * samplingRateHz); i++)
                {
                    double t = (double)i / samplingRateHz - start, envelope = Math.Sin(Math.PI * t / seconds);
                    signal[i * columns + c] += height * envelope * envelope
                        * (Math.Sin(Math.Tau * hz * t + phase) + 0.5 * Math.Sin(Math.Tau * second * t + 2 * phase));
                }
            }
    }
}
