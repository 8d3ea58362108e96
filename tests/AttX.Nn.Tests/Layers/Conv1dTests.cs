using AttX.Nn.Layers;
using AttX.Testing;

namespace AttX.Nn.Tests.Layers;

public class Conv1dTests
{
    [Theory]
    [InlineData(3, 5, 5, 1, 11)]
    [InlineData(3, 5, 5, 2, 11)]
    [InlineData(3, 5, 5, 2, 12)]
    [InlineData(3, 5, 1, 2, 11)]
    [InlineData(3, 5, 1, 4, 12)]
    [InlineData(3, 5, 32, 4, 37)]
    [InlineData(17, 18, 5, 1, 39)] // by minimal filtering, and three rows that fill no tile
    public void Accumulating_adds_the_inputs_gradient_to_the_existing_one(int inputs, int outputs, int kernel, int stride, int length)
    {
        ParameterArena arena = new();
        Conv1d conv = new(arena, "c", inputs, outputs, kernel, stride);
        arena.Initialize(1);
        Tensor dy = new(1, conv.OutputLength(length), outputs, conv.Padding), fresh = new(1, length, inputs), added = new(1, length, inputs);
        Golden.Hashed("dy", dy[0].Values.Length, -1, 1).CopyTo(dy[0].Values);
        float[] before = Golden.Hashed("dx", length * inputs, -1, 1);
        before.CopyTo(added[0].Values);
        Conv1dState state = conv.Allocate(length, new ConvolutionScratch(), training: true, inputGradient: true);
        conv.PrepareBackward(state);
        conv.BackwardInput(dy[0], fresh[0], state, accumulate: false);
        conv.BackwardInput(dy[0], added[0], state, accumulate: true);
        double[] expected = [.. fresh[0].Values.ToArray().Zip(before, (a, b) => (double)a + b)];
        Tolerance.Relative("dx", added[0].Values.ToArray(), expected, 1e-6);
        GC.KeepAlive((arena, dy, state, fresh, added));
    }

    [Theory]
    [InlineData(3, 5, 11, false)]
    [InlineData(17, 18, 39, true)]
    public void Folding_the_normalisation_into_the_weights_equals_convolving_and_normalising(int inputs, int outputs, int length, bool relu)
    {
        ParameterArena arena = new();
        Conv1d conv = new(arena, "c", inputs, outputs, 5);
        BatchNorm1d norm = new(arena, "n", outputs, relu);
        arena.Initialize(1);
        Golden.Hashed("mean", outputs, -1, 1).CopyTo(norm.RunningMean.Values);
        Golden.Hashed("variance", outputs, 0.5, 2).CopyTo(norm.RunningVariance.Values);
        Golden.Hashed("weight", outputs, -1, 1).CopyTo(norm.Weight.Values);
        Golden.Hashed("bias", outputs, -1, 1).CopyTo(norm.Bias.Values);
        Tensor x = new(1, length, inputs, conv.Padding), convolved = new(1, length, outputs), y = new(1, length, outputs), folded = new(1, length, outputs);
        Golden.Hashed("x", length * inputs, -1, 1).CopyTo(x[0].Values);
        Conv1dState state = conv.Allocate(length, new ConvolutionScratch(), training: false, inputGradient: false);
        BatchNormState statistics = new(1, outputs);
        norm.FinishInference(statistics);
        conv.Prepare(state);
        conv.Forward(x[0], convolved[0], state);
        norm.Forward(convolved[0], y[0], statistics);
        conv.PrepareFolded(state, statistics);
        conv.ForwardFolded(x[0], folded[0], state, statistics, relu);
        Tolerance.Relative("y", folded[0].Values.ToArray(), y[0].Values.ToArray(), 1e-5);
        GC.KeepAlive((arena, x, convolved, y, folded, state, statistics));
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(4, 2)]
    public void An_input_without_the_padding_or_the_channels_is_refused(int padding, int channels)
    {
        Conv1d conv = new(new ParameterArena(), "c", 3, 5, 5);
        Tensor x = new(1, 8, channels, padding), y = new(1, 8, 5);
        Conv1dState state = conv.Allocate(8, new ConvolutionScratch(), training: false, inputGradient: false);
        Assert.Throws<ArgumentException>(() => conv.Forward(x[0], y[0], state));
    }

    // Keras' rule: ceil(L / stride) outputs; of an odd number of zeros the extra one stands on the right.
    [Theory]
    [InlineData(2560, 32, 4, 640, 14)]
    [InlineData(640, 5, 2, 320, 1)]
    [InlineData(321, 5, 2, 161, 2)]
    [InlineData(320, 5, 1, 320, 2)]
    [InlineData(320, 1, 2, 160, 0)]
    public void Same_padding(int length, int kernel, int stride, int outputs, int left)
    {
        Conv1d conv = new(new ParameterArena(), "c", 1, 1, kernel, stride);
        Assert.Equal((outputs, left), (conv.OutputLength(length), conv.PadLeft(length)));
    }
}
