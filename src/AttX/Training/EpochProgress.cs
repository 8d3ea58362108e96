namespace AttX.Training;

/// <summary>Turns a trainer's steps into epochs done so far, parts of one included.</summary>
internal sealed class EpochProgress(Action<double> advanced, Action<EpochSummary> completed) : ITrainingObserver
{
    public void StepCompleted(int epoch, int completedSteps, int totalSteps) => advanced(epoch - 1 + (double)completedSteps / totalSteps);

    public void EpochCompleted(EpochSummary summary) => completed(summary);
}
