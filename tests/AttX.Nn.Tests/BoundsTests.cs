using System.Numerics;
using AttX.Nn.Layers;

namespace AttX.Nn.Tests;

/// <summary>Kernels know no bounds: what is handed to them is of the size that it says, however large the numbers.</summary>
public class BoundsTests
{
    private static readonly int[] s_lengths = [1, 63, 2560, 8_388_600, 36_000_000, int.MaxValue];
    private static readonly int[] s_widths = [1, 8, 512, 4096, 8192, int.MaxValue];

    [Fact]
    public void A_tensor_holds_every_value_or_is_refused()
    {
        foreach (int samples in new[] { 0, 1, 2, 16, 65536, int.MaxValue })
            foreach (int length in s_lengths)
                foreach (int channels in s_widths)
                    foreach (int padding in new[] { 0, 4, 31, int.MaxValue })
                    {
                        BigInteger needed = new BigInteger(samples) * (length + (2 * new BigInteger(padding))) * channels;
                        if (Size(() => Tensor.Floats(samples, length, channels, padding)) is { } floats)
                            Assert.InRange(floats, needed, needed + (16 * new BigInteger(samples)));
                        else
                            Assert.True(needed + (16 * (BigInteger)samples) > AlignedBuffer.MaxLength
                                || (length + (2 * new BigInteger(padding))) * channels > AlignedBuffer.MaxLength - 16);
                    }
    }

    [Fact]
    public void The_convolutions_scratch_is_counted_in_64_bits()
    {
        foreach (int length in s_lengths)
            foreach (int width in s_widths.SkipLast(1))
                Assert.Equal((BigInteger)8 * (length / 4) * (2 * (BigInteger)width), ConvolutionScratch.Floats(length, width, width));
    }

    [Fact]
    public void A_product_of_2_to_the_32_is_not_an_empty_tensor() => // 512 channels of 3355.44 s at 10 kHz, a quarter of the samples
        Assert.Throws<InsufficientMemoryException>(() => new Tensor(1, 8_388_600, 512, 4));

    [Fact]
    public void Parameters_are_counted_in_64_bits()
    {
        ParameterArena arena = new();
        Assert.Throws<InsufficientMemoryException>(() => arena.Add("product", [65536, 65536], Initialization.Zeros));
        arena.Add("one", [1 << 30], Initialization.Zeros);
        Assert.Throws<InsufficientMemoryException>(() => arena.Add("sum", [1 << 30], Initialization.Zeros));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    [InlineData(int.MaxValue)]
    public void A_sample_beyond_the_batch_is_refused(int sample)
    {
        Tensor tensor = new(2, 3, 4);
        Assert.Throws<ArgumentOutOfRangeException>(() => tensor[sample].Length);
    }

    [Fact]
    public void A_layer_refuses_samples_of_another_shape()
    {
        ParameterArena arena = new();
        Conv1d conv = new(arena, "conv", 2, 3, 5), twin = new(arena, "twin", 2, 3, 5);
        BatchNorm1d norm = new(arena, "norm", 3, relu: true);
        Linear linear = new(arena, "linear", 6, 4, relu: false);
        SqueezeExcite squeeze = new(arena, "squeeze", 3);
        ModalityAttention attention = new(arena, "attention", 2, 3, perTimeStep: false);
        arena.Initialize(1);
        Conv1dState state = conv.Allocate(10, new ConvolutionScratch(), training: true, inputGradient: true);
        conv.Prepare(state);
        Tensor x = new(1, 10, 2, 4), y = new(1, 10, 3), longer = new(1, 11, 3, 4), wider = new(1, 10, 4, 4), six = new(1, 1, 6);
        Refused(() => conv.Forward(x[0], longer[0], state));
        Refused(() => conv.Forward(x[0], wider[0], state));
        Refused(() => conv.Forward(new Tensor(1, 10, 2)[0], y[0], state));
        Refused(() => conv.Forward(new Tensor(1, 11, 2, 4)[0], longer[0], state));
        Refused(() => twin.Forward(x[0], y[0], state));
        Refused(() => conv.BackwardInput(y[0], x[0], state, accumulate: false));
        Refused(() => conv.BackwardWeight(x[0], longer[0], state));
        Refused(() => norm.Measure(wider[0], new BatchNormState(1, 3), 0));
        Refused(() => norm.Measure(y[0], new BatchNormState(1, 2), 0));
        Refused(() => norm.Forward(longer[0], y[0], new BatchNormState(1, 3)));
        Refused(() => norm.Measure(y[0], new BatchNormState(1, 3), 1));
        Refused(() => linear.Forward(six[0], six[0]));
        Refused(() => squeeze.Forward(y[0], longer[0], y[0], squeeze.Allocate(1), 0));
        Refused(() => attention.Forward([y[0], longer[0]], [y[0], y[0]]));
        Refused(() => attention.Forward([y[0]], [y[0]]));
        Refused(() => ChannelConcatenation.Forward(y[0], null, y[0], 1));
        Refused(() => ChannelConcatenation.Forward(y[0], wider[0], wider[0], 0));
        Refused(() => GlobalAveragePool.Forward(y[0], six[0]));
    }

    private static int? Size(Func<int> size)
    {
        try
        {
            return size();
        }
        catch (InsufficientMemoryException)
        {
            return null;
        }
    }

    private static void Refused(Action act) => Assert.ThrowsAny<ArgumentException>(act);
}
