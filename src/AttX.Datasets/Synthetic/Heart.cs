namespace AttX.Datasets.Synthetic;

/// <summary>Heart beats, and their waveforms on the chest (ECG) and at the wrist (BVP).</summary>
internal static class Heart
{
    /// <summary>Place of the systolic wave's peak within a beat.</summary>
    private const double SystolicPhase = 0.22;

    /// <summary>
    /// P, Q, R, S and T as Gaussians on the phase of the beat (McSharry et al. 2003, ECGSYN): angle in radians, height relative
    /// to R, width in radians.
    /// </summary>
    private static readonly (double Angle, double Height, double Width)[] Waves =
        [(-Math.PI / 3, 0.13, 0.22), (-Math.PI / 14, -0.14, 0.085), (0, 1, 0.09), (Math.PI / 13, -0.22, 0.09), (Math.PI / 1.9, double.NaN, 0.38)];

    /// <summary>Draws the times of the R waves in seconds, including one before the start and two after the end.</summary>
    /// <remarks>
    /// RR(t) = 60 / HR(t) + RSA(t)·sin(breath) + Mayer(t)·sin(2π·0.1·t) + noise; arousal reduces vagal tone, and with it most of the RSA.
    /// Occasionally a beat comes early and the next one late.
    /// </remarks>
    public static double[] Beats(SubjectTraits traits, Autonomic course, double seconds, Dice dice)
    {
        List<double> beats = [];
        double t = -dice.Uniform(1, 1.5), mayerPhase = dice.Uniform(0, Math.Tau), owed = 0;
        for (int after = 0; after < 2; after += t > seconds ? 1 : 0)
        {
            beats.Add(t);
            double arousal = Autonomic.At(course.Arousal, t);
            double rr = 60 / Autonomic.At(course.HeartRate, t)
                + traits.RespiratoryArrhythmia * Math.Exp(-0.8 * arousal) * Autonomic.At(course.BreathDepth, t) * Math.Sin(Autonomic.At(course.Breath, t))
                + traits.MayerWaves * Math.Exp(-0.3 * arousal) * Math.Sin(Math.Tau * 0.1 * t + mayerPhase)
                + dice.Normal(0, 0.006) + owed;
            owed = dice.Chance(0.002) ? 0.3 * rr : 0;
            t += Math.Clamp(rr - owed, 0.3, 2);
        }
        return [.. beats, t];
    }

    /// <summary>Computes the ECG in mV at 700 Hz: the waves of each beat, with an amplitude modulated by the breath.</summary>
    public static double[] Ecg(SubjectTraits traits, Autonomic course, double[] beats, int samples)
    {
        double[] ecg = new double[samples];
        for (int i = 0, beat = 0; i < samples; i++)
        {
            double t = i / 700.0;
            while (beats[beat + 1] <= t)
                beat++;
            double rr = beats[beat + 1] - beats[beat], phase = Math.Tau * (t - beats[beat]) / rr;
            // Angles and widths shrink less than the beat: systole takes a larger share of a fast one.
            double stretch = Math.Sqrt(0.85 / rr), value = 0;
            foreach ((double angle, double height, double width) in Waves)
            {
                double relative = double.IsNaN(height) ? traits.TWave : height, scaled = width * stretch;
                double distance = phase - angle * stretch;
                distance -= Math.Tau * Math.Round(distance / Math.Tau);
                if (Math.Abs(distance) < 5 * scaled)
                    value += relative * Math.Exp(-0.5 * distance * distance / (scaled * scaled));
            }
            ecg[i] = traits.RWave * (1 + 0.06 * Math.Sin(Autonomic.At(course.Breath, t))) * value;
        }
        return ecg;
    }

    /// <summary>Computes the BVP at 64 Hz in arbitrary units: a systolic and a dicrotic wave per beat, smaller under arousal.</summary>
    public static double[] Bvp(SubjectTraits traits, Autonomic course, double[] beats, int samples)
    {
        double[] bvp = new double[samples];
        foreach ((double beat, double next) in beats.Zip(beats.Skip(1)))
        {
            double arousal = Autonomic.At(course.Arousal, beat), rr = next - beat, start = PulseStart(traits, course, beat);
            double height = 60 * Math.Exp(-0.25 * arousal) * (1 + 0.1 * Math.Sin(Autonomic.At(course.Breath, beat)));
            for (int i = Math.Max(0, (int)(start * 64)); i < Math.Min(samples, (start + 1.3 * rr) * 64); i++)
            {
                double u = (i / 64.0 - start) / rr;
                bvp[i] += height * (Bump(u, SystolicPhase, 0.09) + 0.35 * Bump(u, 0.52, 0.13) - 0.31);
            }
        }
        return bvp;
    }

    /// <summary>Computes the times of the systolic waves' peaks, one per beat but the last.</summary>
    public static IEnumerable<double> PulsePeaks(SubjectTraits traits, Autonomic course, double[] beats) => beats.Zip(beats.Skip(1), (beat, next) =>
        PulseStart(traits, course, beat) + SystolicPhase * (next - beat));

    private static double PulseStart(SubjectTraits traits, Autonomic course, double beat) =>
        beat + traits.PulseTransit - 0.02 * Autonomic.At(course.Arousal, beat);

    private static double Bump(double x, double centre, double width) => Math.Exp(-0.5 * (x - centre) * (x - centre) / (width * width));
}
