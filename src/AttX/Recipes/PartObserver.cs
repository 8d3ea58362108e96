using AttX.Training;

namespace AttX.Recipes;

/// <summary>Reports the progress of one of several parts of a fit as that of the whole.</summary>
internal sealed class PartObserver(IFitObserver whole, int index, int count) : IFitObserver
{
    public void Advanced(double share, bool resumed) => whole.Advanced((index + share) / count, resumed);

    public void EpochCompleted(EpochSummary epoch) => whole.EpochCompleted(epoch);

    public void Note(string message) => whole.Note(message);
}
