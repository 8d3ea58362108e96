using AttX.Models;
using AttX.Training;

namespace AttX.Tests.Training;

public class TrainerTests
{
    private static readonly TrainingOptions s_options = new() { BatchSize = 4, LearningRate = 3e-3 };

    [Fact]
    public void The_same_seed_gives_the_same_bits_and_another_seed_others()
    {
        Assert.Equal(Train(networkSeed: 1, seed: 1), Train(networkSeed: 1, seed: 1));
        Assert.NotEqual(Train(networkSeed: 1, seed: 1), Train(networkSeed: 1, seed: 2));
        Assert.NotEqual(Train(networkSeed: 1, seed: 1), Train(networkSeed: 2, seed: 1));
    }

    [Fact]
    public void Training_distinguishes_the_classes_and_generalises_to_other_windows()
    {
        AttXNet net = new(SyntheticWindows.Options, seed: 1);
        Trainer trainer = new(net, new TrainingOptions { BatchSize = 8 }, SyntheticWindows.Labelled(40), seed: 1);
        Run(trainer, epochs: 12);
        Assert.Equal(Enumerable.Range(1, 12), trainer.History.Select(e => e.Epoch));
        Assert.True(trainer.History[^1].Loss < trainer.History[0].Loss / 4);
        Assert.True(trainer.History[^1].Accuracy > 0.95);

        LabelledWindows unseen = SyntheticWindows.Labelled(40, name: "T");
        float[] p = new Predictor(net, SyntheticWindows.Length).Predict(unseen);
        Assert.True(Enumerable.Range(0, 40).Count(i => Predictor.ArgMax(p.AsSpan(i * 2, 2)) == unseen.Labels[i]) >= 36);
    }

    [Theory]
    [InlineData(8, 2)]
    [InlineData(9, 2)] // one window left over: it has no variance
    [InlineData(10, 3)]
    [InlineData(11, 3)]
    [InlineData(3, 1)] // fewer than a batch
    [InlineData(2, 1)]
    public void A_last_batch_is_kept_unless_it_is_a_single_window(int windows, int steps)
    {
        Trainer trainer = new(new AttXNet(SyntheticWindows.Options, 1), s_options, SyntheticWindows.Labelled(windows), seed: 1);
        StepRecorder recorder = new();
        trainer.RunEpoch(recorder, CancellationToken.None);
        Assert.Equal(Enumerable.Range(1, steps).Select(s => (1, s, steps)), recorder.Steps);
        Assert.Same(trainer.History[0], Assert.Single(recorder.Epochs));

        // The shares are of the windows that took part.
        int used = windows == 9 ? 8 : windows;
        double correct = trainer.History[0].Accuracy * used;
        Assert.Equal(Math.Round(correct), correct, 1e-9);
    }

    [Fact]
    public void A_single_window_cannot_be_trained_on() => Assert.Throws<ArgumentOutOfRangeException>(
        () => new Trainer(new AttXNet(SyntheticWindows.Options, 1), s_options, SyntheticWindows.Labelled(1), seed: 1));

    [Fact]
    public void Divergence_is_an_error_that_says_what_to_do()
    {
        Trainer trainer = new(
            new AttXNet(SyntheticWindows.Options, 1), s_options with { LearningRate = 1e30 }, SyntheticWindows.Labelled(16), seed: 1);
        InvalidDataException e = Assert.Throws<InvalidDataException>(() => Run(trainer, epochs: 3));
        Assert.Contains("Training diverged in epoch 1", e.Message, StringComparison.Ordinal);
        Assert.Contains("--learning-rate", e.Message, StringComparison.Ordinal);
        Assert.Empty(trainer.History);
    }

    [Fact]
    public void Input_that_is_not_a_number_shows_in_the_loss()
    {
        Trainer trainer = new(new AttXNet(SyntheticWindows.Options, 1), s_options, SyntheticWindows.Labelled(8, scale: float.NaN), seed: 1);
        Assert.Throws<InvalidDataException>(() => Run(trainer, epochs: 1));
    }

    [Fact]
    public void Cancellation_ends_an_epoch_between_steps()
    {
        using CancellationTokenSource cancellation = new();
        Trainer trainer = new(new AttXNet(SyntheticWindows.Options, 1), s_options, SyntheticWindows.Labelled(16), seed: 1);
        StepRecorder recorder = new() { OnStep = step => { if (step == 2) cancellation.Cancel(); } };
        Assert.Throws<OperationCanceledException>(() => trainer.RunEpoch(recorder, cancellation.Token));
        Assert.Equal(2, recorder.Steps.Count);
        Assert.Empty(trainer.History);
    }

    internal static void Run(Trainer trainer, int epochs)
    {
        for (int i = 0; i < epochs; i++)
            trainer.RunEpoch(new StepRecorder(), CancellationToken.None);
    }

    internal static byte[] Checkpoint(Trainer trainer)
    {
        using MemoryStream stream = new();
        trainer.SaveCheckpoint(stream);
        return stream.ToArray();
    }

    private static byte[] Train(ulong networkSeed, ulong seed)
    {
        Trainer trainer = new(new AttXNet(SyntheticWindows.Options, networkSeed), s_options, SyntheticWindows.Labelled(13), seed);
        Run(trainer, epochs: 2);
        return Checkpoint(trainer);
    }

    private sealed class StepRecorder : ITrainingObserver
    {
        public List<(int Epoch, int Completed, int Total)> Steps { get; } = [];

        public List<EpochSummary> Epochs { get; } = [];

        public Action<int> OnStep { get; init; } = _ => { };

        public void StepCompleted(int epoch, int completedSteps, int totalSteps)
        {
            Steps.Add((epoch, completedSteps, totalSteps));
            OnStep(completedSteps);
        }

        public void EpochCompleted(EpochSummary summary) => Epochs.Add(summary);
    }
}
