using System.Diagnostics;

namespace AttX.Training;

/// <summary>Saves a checkpoint after an epoch, at intervals and when training is cancelled.</summary>
/// <param name="save">Saves a checkpoint.</param>
/// <param name="interval">Minimum time between checkpoints.</param>
/// <param name="atEnd">Whether the last epoch is also saved, for use after training.</param>
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
