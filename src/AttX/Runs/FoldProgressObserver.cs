using AttX.Recipes;
using AttX.Training;

namespace AttX.Runs;

/// <summary>Reports a fit as the progress of a fold.</summary>
/// <param name="experiment">Receives the reports.</param>
/// <param name="fold">The fold's name.</param>
/// <param name="file">Keeps them in a file; null: none.</param>
internal sealed class FoldProgressObserver(IExperimentObserver experiment, string fold, FitProgressWriter? file = null) : IFitObserver
{
    public void Advanced(double share, bool resumed)
    {
        file?.Advanced(share, resumed);
        experiment.FoldAdvanced(fold, share, resumed);
    }

    public void EpochCompleted(EpochSummary epoch)
    {
        file?.EpochCompleted(epoch);
        experiment.EpochCompleted(fold, epoch);
    }

    public void Note(string message) => experiment.Note(message);
}
