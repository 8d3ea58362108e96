using AttX.Ground;
using AttX.Models;
using AttX.Nn;
using AttX.Options;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Testing;
using AttX.Tests.Windows;
using AttX.Training;

namespace AttX.Tests.Training;

public sealed class PretextTrainerTests
{
    private static readonly ExperimentOptions Options = ToyCohort.Options with { LearningRate = 0.003 };

    [Fact]
    public void The_gradient_is_that_of_the_loss_and_questions_not_asked_have_none()
    {
        var task = new PretextTask(2);
        var net = new AttXNet(Options.Network(Options.Networks[0]) with { Classes = task.Outputs }, seed: 4);
        var pass = new AttXNetPass(net, 4, 64, training: true);
        var rng = new Rng(5);
        for (int n = 0; n < 4; n++)
            for (int branch = 0; branch < 2; branch++)
                foreach (ref float x in pass.Input(branch, n))
                    x = (float)(rng.NextDouble() - 0.5);
        int[][] answers = [[3, 0, -1], [-1, -1, 1], [6, 2, -1], [-1, -1, 0]];
        double Loss()
        {
            pass.Forward(4);
            return pass.Backward(4, (n, logits, gradient) => task.Loss(logits, answers[n], 4, gradient)) / 4;
        }

        Loss();
        Parameter last = net.Arena.Parameters.Single(p => p.Name == "head.2.bias");
        float[] byLogits = last.Gradient.ToArray();
        // Biases of the last layer: the gradient by the logits, summed over samples, exactly checked by central differences of single entries.
        for (int i = 0; i < task.Outputs; i++)
        {
            float at = last.Values[i];
            last.Values[i] = at + 0.01f;
            double above = Loss();
            last.Values[i] = at - 0.01f;
            double below = Loss();
            last.Values[i] = at;
            Assert.Equal((above - below) / 0.02, byLogits[i], 1e-4);
        }

        float[] nothing = [.. Enumerable.Repeat(1f, task.Outputs)];
        Assert.Equal(0, task.Loss(new float[task.Outputs], [-1, -1, -1], 1, nothing));
        Assert.All(nothing, g => Assert.Equal(0, g));
    }

    [Fact]
    public void Both_tasks_are_learnt_above_chance_and_the_same_seed_gives_the_same_bits()
    {
        (WindowSet Set, int[] Usable)[] sets = Sets();
        (AttXNet net, PretextTrainer trainer) = Train(sets, seed: 1, epochs: 25);
        Assert.True(trainer.History[^1].Loss < trainer.History[0].Loss);
        PretextEpoch[] last = [.. trainer.History.TakeLast(5)];
        Assert.All(new[] { 0, 1 }, branch => Assert.InRange(last.Average(e => e.Transformations[branch]), 0.25, 1)); // by chance 0.14
        Assert.InRange(last.Average(e => e.Moments!.Value), 0.7, 1); // by chance 0.5
        (AttXNet again, _) = Train(sets, seed: 1, epochs: 2);
        (AttXNet same, _) = Train(sets, seed: 1, epochs: 2);
        (AttXNet other, _) = Train(sets, seed: 2, epochs: 2);
        Assert.Equal(Weights(again), Weights(same));
        Assert.NotEqual(Weights(again), Weights(other));
        Assert.NotEqual(Weights(again), Weights(net));
    }

    private static (AttXNet, PretextTrainer) Train((WindowSet, int[])[] sets, ulong seed, int epochs)
    {
        var net = new AttXNet(Options.Network(Options.Networks[0]) with { Classes = new PretextTask(2).Outputs }, seed);
        var trainer = new PretextTrainer(net, Options.Training(), sets, seed);
        for (int epoch = 0; epoch < epochs; epoch++)
            trainer.RunEpoch(_ => { }, CancellationToken.None);
        return (net, trainer);
    }

    private static float[] Weights(AttXNet net) => [.. net.Export().SelectMany(t => t.Data)];

    /// <summary>Recordings of two minutes whose both signals are louder at the same moments.</summary>
    private static (WindowSet, int[])[] Sets() => [.. new ulong[] { 1, 2, 3, 4 }.Select(seed =>
    {
        Recording recording = new($"P{seed}", Device.Wrist, [Signal(Modality.Bvp, seed), Signal(Modality.Eda, seed)], StudyLabels.Track(700, new string?[120 * 700]));
        WindowSet set = new Preprocessor(Options.Preprocessing()).ProcessWhole(recording);
        return (set, (int[])[.. Enumerable.Range(0, set.Count)]);
    })];

    private static Channel Signal(Modality modality, ulong seed)
    {
        var (moments, noise) = (new Rng(seed), new Rng(seed + 100 + (ulong)modality));
        double[] loud = [.. Enumerable.Range(0, 30).Select(_ => moments.NextDouble() < 0.5 ? 0.6 : 1.8)];
        int rate = modality == Modality.Eda ? 4 : 64;
        return new Channel(modality, rate, [.. Enumerable.Range(0, 120 * rate).Select(i =>
            10 + (loud[i / rate / 4] * (Math.Sin(2 * Math.PI * (modality == Modality.Eda ? 0.9 : 1.3) * i / rate) + (1.3 * i / rate % 1) + (0.1 * noise.NextDouble()))))]);
    }
}
