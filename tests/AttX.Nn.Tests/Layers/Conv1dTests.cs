using AttX.Nn.Layers;
using AttX.Testing;

namespace AttX.Nn.Tests.Layers;

public class Conv1dTests
{
    [Theory]
    [InlineData(5, 1, 11)]
    [InlineData(5, 2, 11)]
    [InlineData(5, 2, 12)]
    [InlineData(1, 2, 11)]
    [InlineData(1, 4, 12)]
    [InlineData(32, 4, 37)]
    public void Accumulating_adds_the_inputs_gradient_to_what_is_there(int kernel, int stride, int length)
    {
        ParameterArena arena = new();
        Conv1d conv = new(arena, "c", 3, 5, kernel, stride);
        arena.Initialize(1);
        Tensor dy = new(1, conv.OutputLength(length), 5, conv.Padding), flipped = conv.AllocateFlipped();
        Tensor fresh = new(1, length, 3), added = new(1, length, 3);
        Golden.Hashed("dy", dy[0].Values.Length, -1, 1).CopyTo(dy[0].Values);
        float[] before = Golden.Hashed("dx", length * 3, -1, 1);
        before.CopyTo(added[0].Values);
        conv.FlipWeight(flipped[0]);
        conv.BackwardInput(dy[0], fresh[0], flipped[0], accumulate: false);
        conv.BackwardInput(dy[0], added[0], flipped[0], accumulate: true);
        double[] expected = [.. fresh[0].Values.ToArray().Zip(before, (a, b) => (double)a + b)];
        Tolerance.Relative("dx", added[0].Values.ToArray(), expected, 1e-6);
        GC.KeepAlive((arena, dy, flipped, fresh, added));
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(4, 2)]
    public void An_input_without_the_padding_or_the_channels_is_refused(int padding, int channels)
    {
        Conv1d conv = new(new ParameterArena(), "c", 3, 5, 5);
        Tensor x = new(1, 8, channels, padding), y = new(1, 8, 5);
        Assert.Throws<ArgumentException>(() => conv.Forward(x[0], y[0]));
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
