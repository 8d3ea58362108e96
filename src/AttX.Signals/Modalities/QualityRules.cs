namespace AttX.Signals.Modalities;

/// <summary>Requirements on a window of raw samples of a modality. A missing sample is flagged in every modality.</summary>
/// <param name="FlatSeconds">Duration of one value, in seconds, that counts as a flat line; null if the modality may rest.</param>
public sealed record QualityRules(double? FlatSeconds)
{
    /// <summary>Minimum plausible value, in the modality's unit.</summary>
    public double Minimum { get; init; } = double.NegativeInfinity;

    /// <summary>Maximum plausible value, in the modality's unit.</summary>
    public double Maximum { get; init; } = double.PositiveInfinity;

    /// <summary>Fastest plausible change, in units per second, measured over <see cref="SlopeSeconds"/>.</summary>
    public double MaximumSlope { get; init; } = double.PositiveInfinity;

    /// <summary>Time over which a change is measured: a sample of the Empatica E4. At higher rates, noise would count as a slope.</summary>
    public double SlopeSeconds { get; init; } = 0.25;

    /// <summary>Whether samples that stick to the window's extremes are flagged.</summary>
    public bool ChecksClipping { get; init; }

    /// <summary>
    /// Standard deviation of an axis over <see cref="MotionSeconds"/>, in the modality's unit, above which the wearer moves vigorously;
    /// null if the modality does not measure movement.
    /// </summary>
    public double? MotionDeviation { get; init; }

    /// <summary>Length of the parts in which movement is sought: one holds a beat at any plausible rate.</summary>
    public const double MotionSeconds = 2;

    /// <summary>Parameters of the beat detection; null if the window need not show beats.</summary>
    public BeatRules? Beats { get; init; }
}

/// <summary>Parameters for turning a cardiac signal, decimated to about 100 Hz, into one that rises with each beat.</summary>
/// <param name="BaselineSeconds">Duration of the moving mean that is subtracted.</param>
/// <param name="SmoothSeconds">Duration of the moving average that follows.</param>
/// <param name="FastestHz">Root mean square frequency above which the signal counts as noise.</param>
public sealed record BeatRules(double BaselineSeconds, double SmoothSeconds, double FastestHz)
{
    /// <summary>The same as a share of the decimated signal's rate, where that is more.</summary>
    public double FastestShare { get; init; }

    /// <summary>Whether beats are detected in the energy of the slope, as in an ECG, rather than in the signal itself.</summary>
    public bool UsesSlope { get; init; }
}

/// <summary>Statistics from which a unit is guessed: a signal's extremes, mean and deviation.</summary>
/// <param name="Minimum">Least value.</param>
/// <param name="Maximum">Greatest value.</param>
/// <param name="Mean">Mean.</param>
/// <param name="StandardDeviation">Population standard deviation.</param>
public readonly record struct SignalSpread(double Minimum, double Maximum, double Mean, double StandardDeviation);
