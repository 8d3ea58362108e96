using AttX.Models;
using AttX.Training;

namespace AttX.Tests.Training;

/// <summary>What <see cref="TrainingOptions"/> adds to Adam on the cross-entropy of windows as they are.</summary>
public class TrainingRecipeTests
{
    private static readonly TrainingOptions s_plain = new() { BatchSize = 4, LearningRate = 3e-3, Epochs = 4 };

    private static readonly TrainingOptions s_all = s_plain with
    {
        WeightDecay = 0.1,
        LabelSmoothing = 0.1,
        Schedule = LearningRateSchedule.Cosine,
        WeightAveraging = 0.9,
        Augmentations = Enum.GetValues<AugmentationKind>(),
        BalanceClasses = true,
    };

    public static TheoryData<string, TrainingOptions> Additions => new()
    {
        { "weight decay 0.1", s_plain with { WeightDecay = 0.1 } },
        { "label smoothing 0.1", s_plain with { LabelSmoothing = 0.1 } },
        { "schedule Cosine over 4 epochs", s_plain with { Schedule = LearningRateSchedule.Cosine } },
        { "weight averaging 0.9", s_plain with { WeightAveraging = 0.9 } },
        { "augmentation Scale CutOut", s_plain with { Augmentations = [AugmentationKind.CutOut, AugmentationKind.Scale] } },
        { "balanced classes", s_plain with { BalanceClasses = true } },
    };

    [Theory]
    [MemberData(nameof(Additions))]
    public void Each_changes_the_result_and_a_checkpoint_of_it_is_no_other_trainings(string name, TrainingOptions options)
    {
        Trainer plain = Create(s_plain), changed = Create(options);
        TrainerTests.Run(plain, 2);
        TrainerTests.Run(changed, 2);
        Assert.NotEqual(Weights(plain.Network), Weights(changed.Network));
        Assert.Contains(name, Assert.Throws<InvalidDataException>(
            () => Create(s_plain).LoadCheckpoint(new MemoryStream(TrainerTests.Checkpoint(changed)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Continuing_with_all_of_them_gives_the_bits_of_a_training_never_stopped()
    {
        Trainer whole = Create(s_all), first = Create(s_all), second = Create(s_all, networkSeed: 99);
        TrainerTests.Run(whole, 3);
        TrainerTests.Run(first, 2);
        second.LoadCheckpoint(new MemoryStream(TrainerTests.Checkpoint(first)));
        Assert.Equal(Weights(first.Network), Weights(second.Network));
        TrainerTests.Run(second, 1);
        Assert.Equal(TrainerTests.Checkpoint(whole), TrainerTests.Checkpoint(second));
    }

    [Fact]
    public void The_network_to_predict_with_is_the_average_of_the_one_in_training()
    {
        AttXNet net = new(SyntheticWindows.Options, 1);
        Trainer trainer = new(net, s_plain with { WeightAveraging = 0.5 }, SyntheticWindows.Labelled(8), seed: 1);
        double[] expected = new double[Weights(net).Length];
        double sum = 0;
        trainer.RunEpoch(new Recorder(() =>
        {
            sum = (sum / 2) + 1;
            float[] weights = Weights(net);
            for (int i = 0; i < weights.Length; i++)
                expected[i] = (expected[i] / 2) + weights[i];
        }), CancellationToken.None);
        Assert.NotSame(net, trainer.Network);
        Assert.NotEqual(Weights(net), Weights(trainer.Network));
        foreach ((double value, float average) in expected.Zip(Weights(trainer.Network)))
            Assert.Equal(value / sum, average, 1e-6);
    }

    [Fact]
    public void Balanced_classes_count_the_same()
    {
        // 13 windows: 9 of no stress, 4 of stress. All predicted alike at first, the loss is ln 2 either way, so that only its gradient tells.
        LabelledWindows data = SyntheticWindows.Labelled(13);
        int stress = data.Labels.Count(label => label == 1);
        Assert.NotEqual(data.Count, 2 * stress);
        float[] Bias(bool balance)
        {
            AttXNet net = new(SyntheticWindows.Options, 1);
            net.Arena.Parameters.Single(p => p.Name == "head.2.weight").Values.Clear();
            new Trainer(net, s_plain with { BatchSize = 13, BalanceClasses = balance }, data, seed: 1).RunEpoch(new Recorder(() => { }), CancellationToken.None);
            return net.Arena.Parameters.Single(p => p.Name == "head.2.bias").Gradient.ToArray();
        }

        Assert.Equal(0.5 - (stress / 13.0), Bias(balance: false)[1], 1e-6);
        Assert.Equal(0, Bias(balance: true)[1], 1e-6);
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        long Allocated(int windows)
        {
            Trainer trainer = new(new AttXNet(SyntheticWindows.Options, 1), s_all, SyntheticWindows.Labelled(windows), seed: 1);
            trainer.RunEpoch(ITrainingObserver.None, CancellationToken.None);
            long first = 0, last = 0;
            trainer.RunEpoch(new Recorder(() => (first, last) = (first == 0 ? GC.GetAllocatedBytesForCurrentThread() : first, GC.GetAllocatedBytesForCurrentThread())), CancellationToken.None);
            return last - first;
        }

        Allocated(40);
        Assert.Equal(0, Allocated(40));
    }

    private static float[] Weights(AttXNet net) => [.. net.Arena.Parameters.SelectMany(p => p.Values.ToArray())];

    private static Trainer Create(TrainingOptions options, ulong networkSeed = 1) =>
        new(new AttXNet(SyntheticWindows.Options, networkSeed), options, SyntheticWindows.Labelled(10), seed: 1);

    private sealed class Recorder(Action stepped) : ITrainingObserver
    {
        public void StepCompleted(int epoch, int completedSteps, int totalSteps) => stepped();
    }
}
