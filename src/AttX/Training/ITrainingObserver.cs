namespace AttX.Training;

/// <summary>Watches training, and may end it; every method may be left out.</summary>
public interface ITrainingObserver
{
    /// <summary>An observer that does nothing.</summary>
    static ITrainingObserver None { get; } = new TrainingObservers([]);

    /// <summary>True where training is to end before all of its epochs; asked before each of them.</summary>
    bool WantsStop => false;

    /// <summary>After each optimisation step.</summary>
    /// <param name="epoch">1 for the first.</param>
    /// <param name="completedSteps">Steps done in this epoch.</param>
    /// <param name="totalSteps">Steps in an epoch.</param>
    void StepCompleted(int epoch, int completedSteps, int totalSteps)
    {
    }

    /// <summary>After each epoch.</summary>
    void EpochCompleted(EpochSummary summary)
    {
    }

    /// <summary>After the last epoch.</summary>
    void TrainingCompleted()
    {
    }
}
