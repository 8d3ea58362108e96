using System.Diagnostics;
using AttX.Training;

namespace AttX.Runs;

/// <summary>Keeps the progress of a fit in a file beside its checkpoints: after each epoch, though at most once a second, and every few seconds within one.</summary>
internal sealed class FitProgressWriter
{
    private static readonly TimeSpan AfterEpoch = TimeSpan.FromSeconds(1), WithinEpoch = TimeSpan.FromSeconds(5);

    private readonly string _folder;
    private readonly List<EpochSummary> _epochs;
    private readonly int _epochsEach;
    private DateTimeOffset _started = DateTimeOffset.UtcNow;
    private long _written;
    private double _resumed, _share;

    /// <summary>Begins, and says so in the file; the epochs of an earlier process are continued.</summary>
    /// <param name="folder">The folder of the fold's checkpoints.</param>
    /// <param name="epochsEach">Epochs of each network.</param>
    public FitProgressWriter(string folder, int epochsEach)
    {
        Directory.CreateDirectory(folder);
        (_folder, _epochsEach, _epochs) = (folder, epochsEach, [.. FitProgress.Read(folder)?.Epochs ?? []]);
        Write();
    }

    /// <summary>Records the share that is done; what an earlier process did does not count towards the speed.</summary>
    public void Advanced(double share, bool resumed)
    {
        _share = share;
        if (resumed)
            (_resumed, _started) = (share, DateTimeOffset.UtcNow);
        if (Stopwatch.GetElapsedTime(_written) >= WithinEpoch)
            Write();
    }

    /// <summary>Records an epoch; one that is trained again, after its checkpoint was lost, replaces what followed it.</summary>
    public void EpochCompleted(EpochSummary epoch)
    {
        while (_epochs.Count > 0 && _epochs[^1].Epoch >= epoch.Epoch && !(epoch.Epoch == 1 && _epochs[^1].Epoch == _epochsEach))
            _epochs.RemoveAt(_epochs.Count - 1);
        _epochs.Add(epoch);
        if (Stopwatch.GetElapsedTime(_written) >= AfterEpoch)
            Write();
    }

    private void Write()
    {
        _written = Stopwatch.GetTimestamp();
        try
        {
            new FitProgress(RunLock.Self, _started, DateTimeOffset.UtcNow, _resumed, _share, _epochsEach, _epochs).Write(_folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Nothing but the view of others is lost; on a full disk, the checkpoints say so.
        }
    }
}
