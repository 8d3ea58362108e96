using AttX.Models;
using AttX.Training;

namespace AttX.Tests.Training;

public class TrainingObserverTests
{
    private static readonly TrainingOptions s_options = new() { BatchSize = 4, LearningRate = 3e-3, Epochs = 5 };

    [Fact]
    public void Training_runs_the_epochs_that_are_left_and_then_ends()
    {
        (_, Trainer trainer) = Create();
        trainer.RunEpoch(ITrainingObserver.None, CancellationToken.None);
        var recorder = new Recorder();
        trainer.Run(recorder, CancellationToken.None);
        Assert.Equal(["epoch 2", "epoch 3", "epoch 4", "epoch 5", "end"], recorder.Calls);
    }

    [Fact]
    public void An_observer_ends_training_and_others_hear_of_it()
    {
        (_, Trainer trainer) = Create();
        Recorder first = new(), second = new() { StopAfter = 2 };
        trainer.Run(new TrainingObservers([first, second]), CancellationToken.None);
        Assert.Equal(["epoch 1", "epoch 2", "end"], first.Calls);
        Assert.Equal(first.Calls, second.Calls);
    }

    [Fact]
    public void Early_stopping_gives_back_the_weights_of_the_best_epoch()
    {
        (AttXNet net, Trainer trainer) = Create(s_options with { Epochs = 40, LearningRate = 0.05 });
        LabelledWindows heldOut = SyntheticWindows.Labelled(12, name: "T");
        var stopping = new EarlyStopping(net, heldOut, patience: 3);
        trainer.Run(stopping, CancellationToken.None);
        double lowest = stopping.Scores.Min(s => s.Loss);
        Assert.Equal(stopping.Scores.Index().First(s => s.Item.Loss == lowest).Index + 1, stopping.BestEpoch);
        Assert.Equal(Math.Min(40, stopping.BestEpoch + 3), stopping.Scores.Count);
        Assert.Equal(stopping.Scores[stopping.BestEpoch - 1], WindowScore.Of(net, heldOut));
    }

    [Theory]
    [InlineData(false, new int[0])]
    [InlineData(true, new[] { 5 })]
    public void A_checkpoint_at_the_end_is_taken_only_where_it_is_wanted(bool atEnd, int[] epochs) =>
        Assert.Equal(epochs, Saved(TimeSpan.FromHours(1), atEnd));

    [Fact]
    public void Every_epoch_is_due_without_an_interval_and_none_twice() => Assert.Equal([1, 2, 3, 4, 5], Saved(TimeSpan.Zero, atEnd: true));

    [Fact]
    public void Cancelled_training_takes_a_checkpoint_first()
    {
        (_, Trainer trainer) = Create();
        using CancellationTokenSource stop = new();
        var saved = new List<int>();
        var observers = new TrainingObservers([
            new Recorder { AfterEpoch = epoch => { if (epoch == 3) stop.Cancel(); } },
            new Checkpointing(() => saved.Add(trainer.History.Count), TimeSpan.FromHours(1), atEnd: false, stop.Token)]);
        Assert.Throws<OperationCanceledException>(() => trainer.Run(observers, stop.Token));
        Assert.Equal([3], saved);
    }

    [Fact]
    public void A_score_counts_the_windows_classified_rightly()
    {
        (AttXNet net, Trainer trainer) = Create();
        trainer.Run(ITrainingObserver.None, CancellationToken.None);
        LabelledWindows windows = SyntheticWindows.Labelled(10, name: "T");
        float[] p = new Predictor(net, windows.WindowSamples).Predict(windows);
        WindowScore score = WindowScore.Of(net, windows);
        Assert.Equal(10, score.Windows);
        Assert.Equal(Enumerable.Range(0, 10).Count(i => p[2 * i + windows.Labels[i]] > 0.5f) / 10.0, score.Accuracy);
        Assert.Equal(Enumerable.Range(0, 10).Average(i => -Math.Log(p[2 * i + windows.Labels[i]])), score.Loss, 1e-9);
    }

    private static List<int> Saved(TimeSpan interval, bool atEnd)
    {
        (_, Trainer trainer) = Create();
        var saved = new List<int>();
        trainer.Run(new Checkpointing(() => saved.Add(trainer.History.Count), interval, atEnd, CancellationToken.None), CancellationToken.None);
        return saved;
    }

    private static (AttXNet Net, Trainer Trainer) Create(TrainingOptions? options = null)
    {
        var net = new AttXNet(SyntheticWindows.Options, seed: 1);
        return (net, new Trainer(net, options ?? s_options, SyntheticWindows.Labelled(10), seed: 1));
    }

    private sealed class Recorder : ITrainingObserver
    {
        private int _epochs;

        public List<string> Calls { get; } = [];

        public int StopAfter { get; init; } = int.MaxValue;

        public Action<int> AfterEpoch { get; init; } = _ => { };

        public bool WantsStop => _epochs >= StopAfter;

        public void EpochCompleted(EpochSummary summary)
        {
            Calls.Add($"epoch {summary.Epoch}");
            _epochs++;
            AfterEpoch(summary.Epoch);
        }

        public void TrainingCompleted() => Calls.Add("end");
    }
}
