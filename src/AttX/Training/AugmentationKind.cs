namespace AttX.Training;

/// <summary>Random changes of a training window, in the order in which they are made; docs/method.md lists their strengths.</summary>
public enum AugmentationKind
{
    /// <summary>Time runs faster in one half of the window and slower in the other.</summary>
    TimeWarp,

    /// <summary>The signal is multiplied by a factor.</summary>
    Scale,

    /// <summary>The signal is multiplied by a factor that changes linearly over the window.</summary>
    GainDrift,

    /// <summary>Noise is added to every sample.</summary>
    Noise,

    /// <summary>A stretch of the window becomes 0, the mean of a standardised signal.</summary>
    CutOut,
}
