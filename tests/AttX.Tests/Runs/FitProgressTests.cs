using AttX.Runs;
using AttX.Testing;
using AttX.Training;

namespace AttX.Tests.Runs;

public sealed class FitProgressTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Time_left_is_that_of_this_process_alone()
    {
        DateTimeOffset start = DateTimeOffset.UnixEpoch;
        var progress = new FitProgress("me", start, start.AddSeconds(60), Resumed: 0.4, Share: 0.5, EpochsEach: 10, []);
        Assert.Equal(300, progress.SecondsLeft(start.AddSeconds(60))!.Value, 1e-6);
        Assert.Equal(290, progress.SecondsLeft(start.AddSeconds(70))!.Value, 1e-6);
        Assert.Null((progress with { Share = 0.4 }).SecondsLeft(start));
    }

    [Fact]
    public void Epochs_repeated_after_a_lost_checkpoint_stand_there_once_and_those_of_several_networks_follow_one_another()
    {
        Assert.Null(FitProgress.Read(_folder.FullPath));
        var first = new FitProgressWriter(_folder.FullPath, epochsEach: 3);
        foreach (int epoch in new[] { 1, 2, 3, 1, 2 })
            first.EpochCompleted(new EpochSummary(epoch, 1.0 / epoch, 0.5));
        Thread.Sleep(1100); // longer than the file may lag behind
        first.EpochCompleted(new EpochSummary(2, 0.25, 0.5));
        _ = new FitProgressWriter(_folder.FullPath, epochsEach: 3);
        FitProgress read = FitProgress.Read(_folder.FullPath)!;
        Assert.Equal([[1, 2, 3], [1, 2]], read.Networks.Select(n => n.Select(e => e.Epoch).ToArray()));
        Assert.Equal(0.25, read.Epochs[^1].Loss);
        File.WriteAllText(_folder[FitProgress.FileName], """{"epochs": [null], "holder": "x"}""");
        Assert.Null(FitProgress.Read(_folder.FullPath));
    }
}
