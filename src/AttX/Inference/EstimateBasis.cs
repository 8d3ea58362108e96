using AttX.Signals.Preprocessing;

namespace AttX.Inference;

/// <summary>What the mean and deviation that standardise an estimate's signals rest on.</summary>
public enum EstimateBasis
{
    /// <summary>What the session has heard up to the window.</summary>
    Running,

    /// <summary>What the person's earlier sessions heard; for a model trained on running statistics, and this session so far.</summary>
    Person,

    /// <summary>The whole recording, what comes after the window included.</summary>
    Recording,

    /// <summary>A stretch at rest.</summary>
    Baseline,

    /// <summary>The first minutes of a live session, adapted since, although the model was trained on whole sessions.</summary>
    Calibration,

    /// <summary>The statistics of the people that the model was trained on.</summary>
    Training,
}

/// <summary>What predictions rest on, in words.</summary>
public static class EstimateBases
{
    /// <summary>Returns the name in files: <c>running</c>.</summary>
    public static string Tag(this EstimateBasis basis) => basis.ToString().ToLowerInvariant();

    /// <summary>Returns the basis as the rest of a sentence: "what the session has heard so far".</summary>
    public static string Describe(this EstimateBasis basis) => basis switch
    {
        EstimateBasis.Running => "what the session has heard so far",
        EstimateBasis.Person => "what the person's earlier sessions heard",
        EstimateBasis.Recording => "the whole recording",
        EstimateBasis.Baseline => "the stretch at rest",
        EstimateBasis.Calibration => "a calibration at the session's start, adapted since",
        _ => "the statistics of the people that the model was trained on",
    };

    /// <summary>Returns what the estimates of a recording rest on.</summary>
    /// <param name="normalisation">The model's.</param>
    /// <param name="isPersonKnown">Whether they start from a person's statistics.</param>
    public static EstimateBasis Of(Normalisation normalisation, bool isPersonKnown) => normalisation switch
    {
        Normalisation.Train => EstimateBasis.Training,
        Normalisation.Baseline => EstimateBasis.Baseline,
        _ when isPersonKnown => EstimateBasis.Person,
        Normalisation.Subject => EstimateBasis.Recording,
        _ => EstimateBasis.Running,
    };
}
