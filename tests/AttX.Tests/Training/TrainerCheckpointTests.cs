using AttX.Models;
using AttX.Nn.Serialization;
using AttX.Training;

namespace AttX.Tests.Training;

public class TrainerCheckpointTests
{
    private static readonly TrainingOptions s_options = new() { BatchSize = 4, LearningRate = 3e-3 };

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Continuing_from_a_checkpoint_gives_the_bits_of_a_training_never_stopped(int epochsBefore)
    {
        Trainer whole = Create();
        TrainerTests.Run(whole, 4);

        Trainer first = Create(), second = Create(networkSeed: 99);
        TrainerTests.Run(first, epochsBefore);
        second.LoadCheckpoint(new MemoryStream(TrainerTests.Checkpoint(first)));
        Assert.Equal(first.History, second.History);
        TrainerTests.Run(second, 4 - epochsBefore);
        Assert.Equal(TrainerTests.Checkpoint(whole), TrainerTests.Checkpoint(second));
        Assert.Equal(whole.History, second.History);
    }

    [Fact]
    public void Continuing_hides_the_sensors_that_a_training_never_stopped_hides()
    {
        TrainingOptions dropout = s_options with { SensorDropout = 0.4 };
        Trainer Dropping() => Create(options: dropout, network: SyntheticWindows.Options with { AllowsAbsence = true });
        Trainer whole = Dropping(), first = Dropping(), second = Dropping();
        TrainerTests.Run(whole, 3);
        TrainerTests.Run(first, 2);
        second.LoadCheckpoint(new MemoryStream(TrainerTests.Checkpoint(first)));
        TrainerTests.Run(second, 1);
        Assert.Equal(TrainerTests.Checkpoint(whole), TrainerTests.Checkpoint(second));
        Trainer other = Create(options: dropout with { SensorDropout = 0.5 }, network: SyntheticWindows.Options with { AllowsAbsence = true });
        Assert.Contains("sensor dropout 0.4", Assert.Throws<InvalidDataException>(
            () => other.LoadCheckpoint(new MemoryStream(TrainerTests.Checkpoint(first)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_epoch_that_was_cancelled_is_repeated_from_the_checkpoint_with_the_same_bits()
    {
        Trainer whole = Create();
        TrainerTests.Run(whole, 2);
        Trainer cancelled = Create();
        TrainerTests.Run(cancelled, 1);
        byte[] checkpoint = TrainerTests.Checkpoint(cancelled);
        using CancellationTokenSource cancellation = new();
        Assert.Throws<OperationCanceledException>(() => cancelled.RunEpoch(new CancelAfterOneStep(cancellation), cancellation.Token));
        cancelled.LoadCheckpoint(new MemoryStream(checkpoint));
        TrainerTests.Run(cancelled, 1);
        Assert.Equal(TrainerTests.Checkpoint(whole), TrainerTests.Checkpoint(cancelled));
    }

    [Fact]
    public void A_checkpoint_of_another_training_is_refused()
    {
        byte[] checkpoint = TrainerTests.Checkpoint(Create());
        void Refused(Trainer trainer, string because) => Assert.Contains(
            because,
            Assert.Throws<InvalidDataException>(() => trainer.LoadCheckpoint(new MemoryStream(checkpoint))).Message,
            StringComparison.Ordinal);
        Refused(Create(windows: 11), "11 windows");
        Refused(Create(options: s_options with { BatchSize = 5 }), "batches of 5");
        Refused(Create(options: s_options with { LearningRate = 1e-4 }), "learning rate 0.0001");
        Refused(Create(network: SyntheticWindows.Options with { Widths = [4, 8, 8] }), "another network");
        Refused(Create(seed: 2), "seed 2");
    }

    [Fact]
    public void A_model_is_not_a_checkpoint()
    {
        using MemoryStream model = new();
        new AttXNet(SyntheticWindows.Options, 1).Save(model, new Dictionary<string, string>());
        model.Position = 0;
        Assert.Throws<InvalidDataException>(() => Create().LoadCheckpoint(model));
    }

    [Theory]
    [InlineData("steps", "x")]
    [InlineData("steps", "99999999999")]
    [InlineData("history", "0.5")]
    [InlineData("history", "0.5,x")]
    public void Damaged_progress_is_refused(string key, string value)
    {
        SafeTensorsFile file = SafeTensors.Read(new MemoryStream(TrainerTests.Checkpoint(Create())));
        Dictionary<string, string> metadata = new(file.Metadata) { [key] = value };
        using MemoryStream damaged = new();
        SafeTensors.Write(damaged, file.Tensors, metadata);
        damaged.Position = 0;
        Assert.Throws<InvalidDataException>(() => Create().LoadCheckpoint(damaged));
    }

    [Fact]
    public void A_checkpoint_cut_off_is_refused_and_changes_nothing()
    {
        Trainer trained = Create(), trainer = Create();
        TrainerTests.Run(trained, 1);
        byte[] checkpoint = TrainerTests.Checkpoint(trained), before = TrainerTests.Checkpoint(trainer);
        for (int length = 0; length < checkpoint.Length; length += 1 + (checkpoint.Length / 50))
            Assert.Throws<InvalidDataException>(() => trainer.LoadCheckpoint(new MemoryStream(checkpoint, 0, length)));
        Assert.Equal(before, TrainerTests.Checkpoint(trainer));
    }

    private static Trainer Create(
        ulong networkSeed = 1, int windows = 10, TrainingOptions? options = null, AttXNetOptions? network = null, ulong seed = 1) => new(
        new AttXNet(network ?? SyntheticWindows.Options, networkSeed), options ?? s_options, SyntheticWindows.Labelled(windows), seed);

    private sealed class CancelAfterOneStep(CancellationTokenSource cancellation) : ITrainingObserver
    {
        public void StepCompleted(int epoch, int completedSteps, int totalSteps) => cancellation.Cancel();
    }
}
