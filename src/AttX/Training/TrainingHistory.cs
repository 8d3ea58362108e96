namespace AttX.Training;

/// <summary>What an epoch left behind.</summary>
/// <param name="Epoch">1 for the first.</param>
/// <param name="Loss">Mean cross-entropy over the training windows, as seen while training.</param>
/// <param name="Accuracy">Share of training windows classified rightly, as seen while training.</param>
public sealed record EpochSummary(int Epoch, double Loss, double Accuracy);

/// <summary>Watches training; every method may be left out.</summary>
public interface ITrainingObserver
{
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
}
