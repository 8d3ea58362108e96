namespace AttX.Datasets.Synthetic;

/// <summary>Individual traits of a synthetic subject.</summary>
internal sealed record SubjectTraits
{
    /// <summary>Resting heart rate, beats per minute.</summary>
    public required double HeartRate { get; init; }

    /// <summary>Rise of the heart rate under full arousal, beats per minute. Some subjects hardly respond.</summary>
    public required double HeartResponse { get; init; }

    /// <summary>Resting amplitude of the respiratory sinus arrhythmia, seconds of beat interval.</summary>
    public required double RespiratoryArrhythmia { get; init; }

    /// <summary>Resting amplitude of the Mayer waves (0.1 Hz), seconds of beat interval.</summary>
    public required double MayerWaves { get; init; }

    /// <summary>Resting breaths per second.</summary>
    public required double BreathHz { get; init; }

    /// <summary>Resting skin conductance on the chest, µS.</summary>
    public required double SkinLevel { get; init; }

    /// <summary>Strength of the electrodermal response, 1 for the average. Some subjects hardly respond.</summary>
    public required double SkinResponse { get; init; }

    /// <summary>Drift of the skin conductance over the session, as a share of its level.</summary>
    public required double SkinDrift { get; init; }

    /// <summary>Arousal in amusement, 1 being that of stress.</summary>
    public required double AmusementArousal { get; init; }

    /// <summary>Amplitude of the R wave, mV.</summary>
    public required double RWave { get; init; }

    /// <summary>Amplitude of the T wave relative to the R wave.</summary>
    public required double TWave { get; init; }

    /// <summary>Standard deviation of the ECG's measurement noise, mV.</summary>
    public required double EcgNoise { get; init; }

    /// <summary>Delay from the R wave to the pulse at the wrist, seconds.</summary>
    public required double PulseTransit { get; init; }

    /// <summary>Frequency of movements, 1 for the average.</summary>
    public required double Restlessness { get; init; }

    /// <summary>Whether stress came before amusement.</summary>
    public required bool StressFirst { get; init; }

    /// <summary>Draws a subject.</summary>
    public static SubjectTraits Draw(Dice dice) => new()
    {
        HeartRate = Math.Clamp(dice.Normal(70, 9), 50, 92),
        HeartResponse = dice.Around(18, 0.4, 3, 34),
        RespiratoryArrhythmia = dice.Around(0.040, 0.4, 0.012, 0.09),
        MayerWaves = dice.Around(0.022, 0.35, 0.008, 0.05),
        BreathHz = Math.Clamp(dice.Normal(0.24, 0.035), 0.16, 0.32),
        SkinLevel = dice.Around(4.5, 0.5, 1.2, 14),
        SkinResponse = dice.Around(1, 0.45, 0.15, 2.2),
        SkinDrift = dice.Normal(0.04, 0.10),
        AmusementArousal = Math.Clamp(dice.Normal(0.40, 0.20), 0.05, 0.9),
        RWave = dice.Around(0.75, 0.25, 0.4, 1.1),
        TWave = Math.Clamp(dice.Normal(0.26, 0.07), 0.1, 0.42),
        EcgNoise = dice.Around(0.015, 0.5, 0.005, 0.06),
        PulseTransit = Math.Clamp(dice.Normal(0.25, 0.02), 0.2, 0.3),
        Restlessness = dice.Around(1, 0.4, 0.4, 2.5),
        StressFirst = dice.Chance(0.5),
    };
}
