using AttX.Signals.Modalities;

namespace AttX.Signals.Preprocessing;

/// <summary>Options for turning a recording into windows.</summary>
public sealed record PreprocessingOptions
{
    /// <summary>The device whose channels are used.</summary>
    public required Device Device { get; init; }

    /// <summary>The modalities used, in the order that they have in the windows.</summary>
    public required IReadOnlyList<Modality> Modalities { get; init; }

    /// <summary>Common rate, window length and overlap.</summary>
    public required WindowSpec Spec { get; init; }

    /// <summary>The task, which determines the labels used.</summary>
    public ClassificationTask Task { get; init; } = AffectTasks.Stress;

    /// <summary>Source of the z-score's mean and deviation.</summary>
    public Normalisation Normalisation { get; init; } = Normalisation.Subject;

    /// <summary>Direction of the filter.</summary>
    public FilterKind Filter { get; init; } = FilterKind.ZeroPhase;

    /// <summary>Whether EDA enters as its logarithm: ln µS, at least that of <see cref="LogEda.Floor"/>.</summary>
    public bool EdaAsLogarithm { get; init; }

    /// <summary>Seconds from the recording's start that give no estimate.</summary>
    public double SettleSeconds { get; init; }

    /// <summary>
    /// Windows that an estimate rests on: the current one and those that begin whole hops before it, labelled or not
    /// (<see cref="WindowSet.Context"/>); 0: the current one.
    /// </summary>
    public int ContextWindows { get; init; }

    /// <summary>Whether <see cref="WindowSet.Seconds"/> are measured; always so for running statistics.</summary>
    public bool MeasuresSeconds { get => field || Normalisation.IsRunning(); init; }

    /// <summary>Treatment of missing values.</summary>
    public GapPolicy Gaps { get; init; } = GapPolicy.Error;

    /// <summary>
    /// Returns the paper's chain for a device: windows of 10 s with 50 % overlap; chest ECG and EDA at 256 Hz, or (not in the paper)
    /// wrist BVP and EDA at 64 Hz.
    /// </summary>
    public static PreprocessingOptions For(Device device) => new()
    {
        Device = device,
        Modalities = device.Info().DefaultModalities,
        Spec = new WindowSpec(device.Info().DefaultRateHz, 10, 0.5),
    };

    /// <summary>Returns whether a session has settled when a window begins.</summary>
    /// <param name="startSample">The window's first sample since the session began, at the common rate.</param>
    public bool IsSettledAt(long startSample) => startSample >= SettleSeconds * Spec.SamplingRateHz;

    /// <summary>Lists the problems of the options, one sentence each; empty if there are none.</summary>
    public IReadOnlyList<string> Problems()
    {
        List<string> problems = [];
        if (Modalities.Count == 0)
            problems.Add("At least one modality is needed.");
        if (Modalities.Distinct().Count() < Modalities.Count)
            problems.Add($"A modality occurs twice in {string.Join(", ", Modalities)}.");
        if (!(SettleSeconds >= 0 && double.IsFinite(SettleSeconds)))
            problems.Add($"The time to settle must be at least 0 s, got {SettleSeconds}.");
        if (Spec.SamplingRateHz < 1)
            problems.Add($"The common rate must be at least 1 Hz, got {Spec.SamplingRateHz}.");
        if (!(Spec.Overlap is >= 0 and < 1))
            problems.Add($"The overlap must be at least 0 and below 1, got {Spec.Overlap}.");
        else if (!double.IsFinite(Spec.LengthSeconds) || Spec.HopSamples < 1)
            problems.Add($"Windows of {Spec.LengthSeconds} s with overlap {Spec.Overlap} must advance by a sample at " +
                $"{Spec.SamplingRateHz} Hz at least.");
        return problems;
    }
}
