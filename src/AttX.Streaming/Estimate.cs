using AttX.Inference;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Streaming;

/// <summary>Share of a modality in a model's attention.</summary>
/// <param name="Modality">The modality.</param>
/// <param name="Share">Mean of its theta over channels, time and connections; the modalities' add up to 1.</param>
public readonly record struct ModalityAttention(Modality Modality, float Share);

/// <summary>A session's estimate for one window.</summary>
public sealed record Estimate
{
    /// <summary>Start of the window, on the clock of the time stamps.</summary>
    public required double StartSeconds { get; init; }

    /// <summary>End of the window.</summary>
    public required double EndSeconds { get; init; }

    /// <summary>The class with the largest probability, or null: no estimate, or an <see cref="IsUncertain">uncertain</see> one.</summary>
    public string? Class { get; init; }

    /// <summary>The class to detect, such as stress: the task's <see cref="AttX.Signals.ClassificationTask.Positive"/> one.</summary>
    public string Positive { get; init; } = "stress";

    /// <summary>The probability of <see cref="Positive"/>, or null: no estimate, because of <see cref="Quality"/> or <see cref="IsCalibrating"/>.</summary>
    public float? Probability { get; init; }

    /// <summary>Probability of each class, in the model's order; empty without an estimate.</summary>
    public IReadOnlyList<float> Probabilities { get; init; } = [];

    /// <summary>Whether there is an estimate, and no class of it is likely enough (<see cref="AttX.Evaluation.Postprocessing.Abstain"/>).</summary>
    public bool IsUncertain => Class == null && Probability != null;

    /// <summary>Whether there is an alarm; null if none is asked for.</summary>
    public bool? IsAlarm { get; init; }

    /// <summary>What the estimate rests on; null without one.</summary>
    public EstimateBasis? Basis { get; init; }

    /// <summary>Whether mean and deviation are still being measured.</summary>
    public required bool IsCalibrating { get; init; }

    /// <summary>Quality flags of the window's signals.</summary>
    public required QualityFlags Quality { get; init; }

    /// <summary>Attention by modality; empty without an estimate, and for models without attention.</summary>
    public IReadOnlyList<ModalityAttention> Attention { get; init; } = [];

    /// <summary>
    /// The sensors that the estimate rests on, empty without an estimate; null for a model that needs all of its sensors.
    /// </summary>
    public IReadOnlyList<Modality>? Sensors { get; init; }

    /// <summary>Wall-clock time from the arrival of the last sample that the window needed to this estimate.</summary>
    public required TimeSpan Latency { get; init; }

    /// <summary>
    /// One line: <c>30–40 s: stress 93 % (bvp 48 %, eda 52 %), 1.2 ms</c> or <c>30–40 s: no estimate (gap), 0.1 ms</c>, for example.
    /// </summary>
    public override string ToString()
    {
        string what = Probability is { } p ? $"{Positive} {100 * p:0} %{(IsUncertain ? ", uncertain" : "")}{(IsAlarm == true ? ", alarm" : "")}" : "no estimate";
        string attention = string.Join(", ", Attention.Select(a => $"{a.Modality.Info().Name} {100 * a.Share:0} %"));
        string why = Probability != null ? attention : Quality != QualityFlags.None ? Quality.Describe() : "calibrating";
        if (why.Length > 0)
            what += $" ({why})";
        return FormattableString.Invariant($"{StartSeconds:0.##}–{EndSeconds:0.##} s: {what}, {Latency.TotalMilliseconds:0.0} ms");
    }
}
