namespace AttX.Training;

/// <summary>Course of the learning rate over a training.</summary>
public enum LearningRateSchedule
{
    /// <summary>The same in every step.</summary>
    Constant,

    /// <summary>Half a cosine, from the full rate in the first step to 0 after the last (Loshchilov and Hutter 2017, without restarts).</summary>
    Cosine,
}
