namespace AttX.Signals.Preprocessing;

/// <summary>Source of the z-score's mean and deviation, named for the samples it uses.</summary>
public enum Normalisation
{
    /// <summary>All used samples of the subject, without their labels, as in the paper.</summary>
    Subject,

    /// <summary>The subject's baseline samples, as with a device that is calibrated at rest.</summary>
    Baseline,

    /// <summary>The used samples of the training subjects, and none of the test subject.</summary>
    Train,

    /// <summary>
    /// Everything heard since the session began, labelled or not, up to the window's end; the deviation shrunk to that of the training
    /// subjects. What a live session knows.
    /// </summary>
    Running,

    /// <summary>Each signal twice: by <see cref="Running"/>, and by <see cref="Train"/>.</summary>
    RunningAndTrain,
}

/// <summary>Properties of the ways to normalise.</summary>
public static class Normalisations
{
    /// <summary>The ways in which each signal enters the network: one, or two as further axes of its branch.</summary>
    public static IReadOnlyList<Normalisation> Ways(this Normalisation normalisation) =>
        normalisation == Normalisation.RunningAndTrain ? [Normalisation.Running, Normalisation.Train] : [normalisation];

    /// <summary>Whether the windows can be standardised only once the training subjects are known.</summary>
    public static bool NeedsTraining(this Normalisation normalisation) => normalisation >= Normalisation.Train;

    /// <summary>Whether it uses what the session has heard.</summary>
    public static bool IsRunning(this Normalisation normalisation) => normalisation >= Normalisation.Running;
}

/// <summary>Direction in which signals are filtered.</summary>
public enum FilterKind
{
    /// <summary>Forward and backward: no delay, but it needs the whole recording. The paper's, as far as it says.</summary>
    ZeroPhase,

    /// <summary>Forward alone, as a live session filters.</summary>
    Causal,
}

/// <summary>Treatment of missing values (NaN or infinite).</summary>
public enum GapPolicy
{
    /// <summary>Refuse the recording.</summary>
    Error,

    /// <summary>Interpolate linearly across gaps of up to one second; refuse longer ones.</summary>
    Interpolate,
}
