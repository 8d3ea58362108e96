using AttX.Nn;
using AttX.Nn.Layers;
using AttX.Options;
using AttX.Signals.Modalities;

namespace AttX.Tests.Models;

/// <summary>Tests that no allowed window and widths need a buffer with sizes or offsets of more than 32 bits.</summary>
public class PassSizeTests
{
    private const int LongestWindow = 36_000_000, MaximumValues = 1 << 26;

    [Fact]
    public void Every_buffer_of_the_longest_window_at_every_width_has_a_size()
    {
        for (int width = 8; width <= 4096; width += 8)
        {
            int length = Math.Min(MaximumValues / width, LongestWindow);
            Assert.DoesNotContain(OptionRules.Problems(Options(width, length)), p => p.Contains("can be worked on", StringComparison.Ordinal));
            Assert.Contains(OptionRules.Problems(Options(width, (MaximumValues / width) + 1)), p => p.Contains("can be worked on", StringComparison.Ordinal));

            // Stage 1 has a quarter of the window's steps, the later ones fewer; a connection of all a device's modalities has the channels of each.
            int rows = (length + 3) / 4, channels = Device.Chest.Info().Modalities.Count * width;
            Assert.InRange(Tensor.Floats(1, length, 1, 31), length, AlignedBuffer.MaxLength);
            Assert.InRange(Tensor.Floats(1, rows, channels, 31), (long)rows * channels, AlignedBuffer.MaxLength);
            Assert.InRange(ConvolutionScratch.Floats(rows, channels, width), 0, AlignedBuffer.MaxLength);
            Assert.InRange(8L * channels * width, 0, AlignedBuffer.MaxLength);
        }
    }

    private static ExperimentOptions Options(int width, int samples) => ExperimentOptions.For(Device.Chest) with
    {
        Widths = [8, width, 8],
        SamplingRateHz = 10_000,
        WindowSeconds = samples / 10_000.0,
    };
}
