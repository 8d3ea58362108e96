namespace AttX.Signals.Modalities;

/// <summary>What a window of raw samples of a modality must fulfil; a sample that is missing is a flaw in any modality.</summary>
/// <param name="FlatSeconds">Seconds of one value that are a flat line; null: the modality may rest.</param>
public sealed record QualityRules(double? FlatSeconds)
{
    /// <summary>Least plausible value, in the modality's unit.</summary>
    public double Minimum { get; init; } = double.NegativeInfinity;

    /// <summary>Greatest plausible value, in the modality's unit.</summary>
    public double Maximum { get; init; } = double.PositiveInfinity;

    /// <summary>Fastest plausible change, in units a second, over <see cref="SlopeSeconds"/>.</summary>
    public double MaximumSlope { get; init; } = double.PositiveInfinity;

    /// <summary>Time over which a change is measured: a sample of the Empatica E4. The noise of faster sensors would count as a slope otherwise.</summary>
    public double SlopeSeconds { get; init; } = 0.25;

    /// <summary>Whether samples that stick to the window's extremes are a flaw.</summary>
    public bool ChecksClipping { get; init; }

    /// <summary>How heart beats are looked for, which the window must show; null: it need not show any.</summary>
    public BeatRules? Beats { get; init; }
}

/// <summary>How a cardiac signal, thinned to about 100 Hz, is turned into one that rises with each beat, and told from noise.</summary>
/// <param name="BaselineSeconds">The mean over this time is subtracted.</param>
/// <param name="SmoothSeconds">Then the signal is averaged over this time.</param>
/// <param name="FastestHz">Root mean square frequency above which it is noise.</param>
public sealed record BeatRules(double BaselineSeconds, double SmoothSeconds, double FastestHz)
{
    /// <summary>The same as a share of the thinned signal's rate, where that is more.</summary>
    public double FastestShare { get; init; }

    /// <summary>Whether beats are sought in the energy of the slope, as in an ECG, rather than in the signal itself.</summary>
    public bool UsesSlope { get; init; }
}

/// <summary>What a unit is guessed from: a signal's extremes, mean and deviation.</summary>
/// <param name="Minimum">Least value.</param>
/// <param name="Maximum">Greatest value.</param>
/// <param name="Mean">Mean.</param>
/// <param name="StandardDeviation">Population standard deviation.</param>
public readonly record struct SignalSpread(double Minimum, double Maximum, double Mean, double StandardDeviation);
