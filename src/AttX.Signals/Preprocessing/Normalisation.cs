namespace AttX.Signals.Preprocessing;

/// <summary>Whose samples give the mean and deviation of the z-score: named for what it sees.</summary>
public enum Normalisation
{
    /// <summary>All used samples of the subject itself, without their labels: the paper's.</summary>
    Subject,

    /// <summary>The subject's baseline samples: what a device can do that is calibrated at rest.</summary>
    Baseline,

    /// <summary>The used samples of the training subjects: knows nothing of the test subject.</summary>
    Train,
}

/// <summary>What to do about missing values (NaN or infinite).</summary>
public enum GapPolicy
{
    /// <summary>Refuse the recording.</summary>
    Error,

    /// <summary>Draw a straight line across gaps of up to one second; refuse longer ones.</summary>
    Interpolate,
}
