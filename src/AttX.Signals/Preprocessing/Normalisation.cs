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
}

/// <summary>Treatment of missing values (NaN or infinite).</summary>
public enum GapPolicy
{
    /// <summary>Refuse the recording.</summary>
    Error,

    /// <summary>Interpolate linearly across gaps of up to one second; refuse longer ones.</summary>
    Interpolate,
}
