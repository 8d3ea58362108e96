namespace AttX.Training;

/// <summary>Several observers as one, called in their order.</summary>
internal sealed class TrainingObservers(IReadOnlyList<ITrainingObserver> observers) : ITrainingObserver
{
    public bool WantsStop => observers.Any(o => o.WantsStop);

    public void StepCompleted(int epoch, int completedSteps, int totalSteps)
    {
        for (int i = 0; i < observers.Count; i++)
            observers[i].StepCompleted(epoch, completedSteps, totalSteps);
    }

    public void EpochCompleted(EpochSummary summary)
    {
        foreach (ITrainingObserver observer in observers)
            observer.EpochCompleted(summary);
    }

    public void TrainingCompleted()
    {
        foreach (ITrainingObserver observer in observers)
            observer.TrainingCompleted();
    }
}
