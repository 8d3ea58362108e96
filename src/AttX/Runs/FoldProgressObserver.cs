using AttX.Recipes;
using AttX.Training;

namespace AttX.Runs;

/// <summary>Reports a fit as the progress of a fold.</summary>
internal sealed class FoldProgressObserver(IExperimentObserver experiment, string fold) : IFitObserver
{
    public void Advanced(double share, bool resumed) => experiment.FoldAdvanced(fold, share, resumed);

    public void EpochCompleted(EpochSummary epoch) => experiment.EpochCompleted(fold, epoch);

    public void Note(string message) => experiment.Note(message);
}
