using AttX.Signals.Resampling;
using AttX.Testing;

namespace AttX.Signals.Tests.Resampling;

public sealed class PolyphaseResamplerTests
{
    private static readonly IReadOnlyDictionary<string, NpyArray> Golden = NpyArray.ReadGolden("signals", "resampling.npz");

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Golden["spec"].Shape[0])];

    [Theory, MemberData(nameof(Cases))]
    public void Equals_resample_poly(int index)
    {
        ReadOnlySpan<double> spec = Golden["spec"].Row(index);
        (int up, int down, int n) = ((int)spec[0], (int)spec[1], (int)spec[2]);
        double[] signal = SyntheticSignal.Create(n, 50, n + up, 3);
        PolyphaseResampler resampler = new(up, down);
        double[] output = resampler.Resample(signal), unit = new double[output.Length];
        SignalAssert.Close(Golden[$"y{index}"].Values, SyntheticSignal.Thin(output), 1e-12, "resampled");
        if (n <= 1001)
            SignalAssert.Close(resampler.ResampleReference(signal), output, 1e-13, "reference");
        resampler.UnitResponse(n, 0, unit);
        SignalAssert.Close(Golden[$"unit{index}"].Values, SyntheticSignal.Thin(unit), 1e-12, "unit response");
    }

    [Theory]
    [InlineData(64, 175)]
    [InlineData(16, 1)]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    public void Part_of_the_output_has_the_same_bits(int up, int down)
    {
        PolyphaseResampler resampler = new(up, down);
        double[] signal = SyntheticSignal.Create(3_001, 50, 1, 3), whole = resampler.Resample(signal);
        for (int first = 0; first < whole.Length; first += 97)
        {
            double[] part = new double[Math.Min(131, whole.Length - first)];
            resampler.Resample(signal, first, part);
            Assert.Equal(whole[first..(first + part.Length)], part);
        }
    }

    [Fact]
    public void Equal_rates_pass_samples_unchanged()
    {
        double[] signal = SyntheticSignal.Create(1_000, 50, 1, 3);
        PolyphaseResampler resampler = PolyphaseResampler.Between(700, 700);
        Assert.True(resampler.IsIdentity);
        Assert.Equal(signal, resampler.Resample(signal));
    }

    [Fact]
    public void Factor_is_reduced_and_the_length_rounded_up()
    {
        PolyphaseResampler resampler = PolyphaseResampler.Between(700, 256);
        Assert.Equal((64, 175), (resampler.Up, resampler.Down));
        Assert.Equal([0, 1, 1, 64, 65], new[] { 0, 1, 2, 175, 176 }.Select(resampler.OutputLength));
        Assert.Equal(1_556_224, resampler.OutputLength(4_255_300));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PolyphaseResampler(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => resampler.Resample(new double[175], 1, new double[64]));
        Assert.Throws<ArgumentOutOfRangeException>(() => resampler.Resample(new double[175], -1, new double[1]));
    }
}
