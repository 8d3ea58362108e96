using AttX.Nn.Layers;
using AttX.Testing;

namespace AttX.Nn.Tests.Layers;

public class Conv1dTests
{
    [Theory]
    [InlineData(5, 1, 11, 3)]
    [InlineData(5, 2, 11, 3)]
    [InlineData(5, 2, 12, 3)]
    [InlineData(1, 2, 11, 3)]
    [InlineData(1, 4, 12, 3)]
    [InlineData(32, 4, 37, 3)]
    [InlineData(5, 1, 43, 16)]
    public void Accumulating_adds_the_inputs_gradient_to_what_is_there(int kernel, int stride, int length, int channels)
    {
        ParameterArena arena = new();
        Conv1d conv = new(arena, "c", channels, channels + 2, kernel, stride);
        arena.Initialize(1);
        Tensor dy = new(1, conv.OutputLength(length), channels + 2, conv.Padding);
        Conv1dState state = conv.Allocate(length, new ConvolutionScratch(), training: true, inputGradient: true);
        Tensor fresh = new(1, length, channels), added = new(1, length, channels);
        Golden.Hashed("dy", dy[0].Values.Length, -1, 1).CopyTo(dy[0].Values);
        float[] before = Golden.Hashed("dx", length * channels, -1, 1);
        before.CopyTo(added[0].Values);
        conv.PrepareBackward(state);
        conv.BackwardInput(dy[0], fresh[0], state, accumulate: false);
        conv.BackwardInput(dy[0], added[0], state, accumulate: true);
        double[] expected = [.. fresh[0].Values.ToArray().Zip(before, (a, b) => (double)a + b)];
        Tolerance.Relative("dx", added[0].Values.ToArray(), expected, 1e-6);
        GC.KeepAlive((arena, dy, state, fresh, added));
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
