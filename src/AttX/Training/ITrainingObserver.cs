namespace AttX.Training;

/// <summary>Observes training, and may end it; every method is optional.</summary>
public interface ITrainingObserver
{
    /// <summary>An observer that does nothing.</summary>
    static ITrainingObserver None { get; } = new TrainingObservers([]);

    /// <summary>True to end training early; checked before each epoch.</summary>
    bool WantsStop => false;

    /// <summary>Called after each optimisation step.</summary>
    /// <param name="epoch">1 for the first.</param>
    /// <param name="completedSteps">Steps done in this epoch.</param>
    /// <param name="totalSteps">Steps in an epoch.</param>
    void StepCompleted(int epoch, int completedSteps, int totalSteps)
    {
    }

    /// <summary>Called after each epoch.</summary>
    void EpochCompleted(EpochSummary summary)
    {
    }

    /// <summary>Called after the last epoch.</summary>
    void TrainingCompleted()
    {
    }
}
