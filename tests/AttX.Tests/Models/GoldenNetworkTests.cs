using AttX.Models;
using AttX.Models.Execution;
using AttX.Nn;
using AttX.Nn.Optimizers;
using AttX.Nn.Serialization;
using AttX.Testing;

namespace AttX.Tests.Models;

/// <summary>Whole networks of every kind of variant against PyTorch (tests/golden/make_network.py, in double precision).</summary>
public class GoldenNetworkTests
{
    private const double LearningRate = 1e-3;

    // Of each tensor's largest value; a network is some twenty layers deep.
    private const double LogitsTolerance = 1e-5;
    private const double ThetaTolerance = 1e-5;
    private const double GradientTolerance = 1e-4;

    // After ten steps of Adam: of the root mean square of what the ten steps changed, and of the largest logit.
    private const double UpdateTolerance = 1e-3;
    private const double TrainedLogitsTolerance = 1e-4;

    public static TheoryData<string> Variants =>
    [
        "both-1-2",
        "both-1-2-odd-length",
        "both-1-2-3",
        "both-3",
        "ecg-to-eda-2-3",
        "ecg-to-eda-2",
        "eda-to-ecg-1",
        "no-attention",
        "time-step",
        "feature-fusion",
        "ecg-alone",
        "eda-alone",
        "three-classes",
        "three-branches",
        "three-branches-edges",
        "three-branches-time-step",
        "four-branches",
        "four-branches-no-attention",
        "features",
        "features-absent",
        "features-eda-alone",
        "absent",
        "absent-no-attention",
        "absent-three-branches-edges",
        "absent-four-branches-time-step",
        "absent-feature-fusion",
        "x-cnn",
        "x-cnn-three-branches-edges",
        "x-cnn-absent",
        "xflow",
        "xflow-ecg-to-eda-3",
        "xflow-three-branches",
        "xflow-absent",
        "sum",
        "sum-three-branches-no-attention",
        "fixed",
        "fixed-absent",
        "momentum",
        "stride",
        "stride-xflow-odd-length",
        "wide",
        "context",
        "context-absent",
        "recipe",
    ];

    [Theory]
    [MemberData(nameof(Variants))]
    public void Logits_equal_PyTorch(string variant)
    {
        GoldenNetwork golden = new(variant);
        AttXNetPass inference = new(golden.Net, golden.Windows, golden.Length, training: false);
        int[] all = [.. Enumerable.Range(0, golden.Windows)];
        golden.Feed(inference, all);
        inference.Forward(all.Length);
        Tolerance.Relative("inference", Logits(inference, all.Length), golden.File["logits.inference"].Data, LogitsTolerance);

        AttXNetPass training = new(golden.Net, 4, golden.Length, training: true);
        golden.Feed(training, golden.Batches[0]);
        training.Forward(4);
        Tolerance.Relative("training", Logits(training, 4), golden.File["logits.training"].Data, LogitsTolerance);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Theta_equals_PyTorch(string variant)
    {
        GoldenNetwork golden = new(variant);
        AttXNetPass pass = new(golden.Net, 2, golden.Length, training: false);
        golden.Feed(pass, [0, 1]);
        pass.Forward(2);
        var expected = golden.File.Tensors.Where(t => t.Name.StartsWith("theta/", StringComparison.Ordinal)).ToDictionary(t => t.Name, t => t.Data);
        foreach (AttentionMap map in pass.Attention)
            for (int s = 0; s < map.Branches.Count; s++)
            {
                float[] theta = [.. map.Theta(s, 0), .. map.Theta(s, 1)];
                Assert.Equal(2 * map.Length * map.Channels, theta.Length);
                Assert.True(expected.Remove($"theta/attx{map.Stage}.{map.Branches[s]}", out float[]? values));
                Tolerance.Relative($"theta {map.Stage} {map.Branches[s]}", Golden.Sampled(theta), values, ThetaTolerance);
                Assert.Equal(map.Theta(s, 1).ToArray().Average(t => (double)t), map.Mean(s, 1), 1e-6);
            }

        Assert.Empty(expected);
        GC.KeepAlive(pass);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Gradients_equal_PyTorch(string variant)
    {
        GoldenNetwork golden = new(variant);
        AttXNetPass pass = new(golden.Net, 4, golden.Length, training: true);
        golden.Feed(pass, golden.Batches[0]);
        pass.Forward(4);
        golden.Backward(pass, golden.Batches[0]);
        HashSet<string> compared = [];
        foreach (NamedTensor expected in golden.File.Tensors.Where(t => t.Name.StartsWith("grad/", StringComparison.Ordinal)))
        {
            Parameter parameter = golden.Net.Arena.Parameters.Single(p => "grad/" + p.Name == expected.Name);
            float[] gradient = Golden.Sampled(AttXNet.Export(parameter, parameter.Gradient).Data);
            Tolerance.Relative(expected.Name, gradient, expected.Data, GradientTolerance);
            compared.Add(parameter.Name);
        }

        foreach (Parameter parameter in golden.Net.Arena.Parameters.Where(p => !compared.Contains(p.Name)))
        {
            Assert.Contains("running", parameter.Name, StringComparison.Ordinal);
            Assert.All(parameter.Gradient.ToArray(), g => Assert.Equal(0, g));
        }
    }

    /// <summary>
    /// Adam divides a gradient by its magnitude, so a weight whose gradient is as small as float32's rounding may move either way,
    /// by about the learning rate per step. There are few of these: the worst hundredth of a large tensor is held to ten steps' worth,
    /// all others together (root mean square) to a small part of what the ten steps changed. Rounding of the values themselves
    /// is allowed for; it decides where a tensor does not move, as behind a dead ReLU.
    /// </summary>
    [Theory]
    [MemberData(nameof(Variants))]
    public void Ten_steps_of_Adam_equal_PyTorch(string variant)
    {
        GoldenNetwork golden = new(variant);
        Adam adam = new(golden.Net.Arena, LearningRate, golden.WeightDecay);
        AttXNetPass pass = new(golden.Net, 4, golden.Length, training: true);
        foreach (int[] batch in golden.Batches)
        {
            golden.Feed(pass, batch);
            pass.Forward(batch.Length);
            golden.Backward(pass, batch);
            adam.LearningRate = golden.RateOf(adam.Steps);
            adam.Step();
        }

        foreach (Parameter parameter in golden.Net.Arena.Parameters)
        {
            float[] initial = Golden.Sampled(Golden.InitialWeight(parameter.Name, parameter.Shape));
            float[] actual = Golden.Sampled(AttXNet.Export(parameter, parameter.Values).Data);
            float[] expected = golden.File["trained/" + parameter.Name].Data;
            double[] errors = [.. actual.Zip(expected, (x, y) => Math.Abs((double)x - y)).Order()];
            double change = RootMeanSquare(expected.Zip(initial, (x, y) => (double)x - y));
            double error = RootMeanSquare(errors.SkipLast(errors.Length / 100)), rounding = initial.Max(Math.Abs) / (1 << 22);
            Assert.True(
                error <= (UpdateTolerance * change) + rounding,
                $"{parameter.Name}: ten steps changed it by {change:G4} (RMS), ours differs by {error:G4}.");
            Assert.True(errors[^1] <= 2 * LearningRate * golden.Batches.Count, $"{parameter.Name}: a value differs by {errors[^1]:G4}.");
        }

        Assert.Equal(golden.Net.Arena.Parameters.Count, golden.File.Tensors.Count(t => t.Name.StartsWith("trained/", StringComparison.Ordinal)));
        AttXNetPass inference = new(golden.Net, golden.Windows, golden.Length, training: false);
        golden.Feed(inference, [.. Enumerable.Range(0, golden.Windows)]);
        inference.Forward(golden.Windows);
        Tolerance.Relative("logits", Logits(inference, golden.Windows), golden.File["logits.trained"].Data, TrainedLogitsTolerance);
    }

    private static double RootMeanSquare(IEnumerable<double> values) => Math.Sqrt(values.Select(v => v * v).Average());

    private static float[] Logits(AttXNetPass pass, int samples) =>
        [.. Enumerable.Range(0, samples).SelectMany(n => pass.Logits(n).ToArray())];
}
