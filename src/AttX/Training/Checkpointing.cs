using System.Diagnostics;

namespace AttX.Training;

/// <summary>Has a checkpoint saved after an epoch: every so often, and when training is cancelled.</summary>
/// <param name="save">Saves it.</param>
/// <param name="interval">Time from one to the next, at least.</param>
/// <param name="atEnd">Whether the last epoch is saved too, for those who still need it when training is over.</param>
/// <param name="cancellation">What cancels training.</param>
internal sealed class Checkpointing(Action save, TimeSpan interval, bool atEnd, CancellationToken cancellation) : ITrainingObserver
{
    private long _saved = Stopwatch.GetTimestamp();
    private bool _isDue;

    public void EpochCompleted(EpochSummary summary)
    {
        _isDue = true;
        if (cancellation.IsCancellationRequested || Stopwatch.GetElapsedTime(_saved) >= interval)
            Save();
    }

    public void TrainingCompleted()
    {
        if (atEnd && _isDue)
            Save();
    }

    private void Save()
    {
        save();
        (_saved, _isDue) = (Stopwatch.GetTimestamp(), false);
    }
}
