using AttX.Training;

namespace AttX.Tests.Training;

public class AugmentationTests
{
    private const int Length = 200, Axes = 3, Windows = 4000;

    public static TheoryData<AugmentationKind> Kinds => [.. Enum.GetValues<AugmentationKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Seed_epoch_and_kind_decide_the_change(AugmentationKind kind)
    {
        float[] Changed(ulong seed, int epoch, params AugmentationKind[] kinds)
        {
            float[] window = Wave();
            new Augmentation(kinds, seed, epoch, Length * Axes).Apply(window, Axes);
            return window;
        }

        Assert.Equal(Changed(1, 2, kind), Changed(1, 2, kind));
        Assert.NotEqual(Changed(1, 2, kind), Changed(1, 3, kind));
        Assert.NotEqual(Changed(1, 2, kind), Changed(2, 2, kind));
        Assert.NotEqual(Wave(), Changed(1, 2, kind));
        Assert.Equal(Changed(1, 2, AugmentationKind.Scale, AugmentationKind.TimeWarp), Changed(1, 2, AugmentationKind.TimeWarp, AugmentationKind.Scale));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Windows_of_a_session_change_alike_apart_from_the_noise(AugmentationKind kind)
    {
        Augmentation augmentation = new([kind], 1, 2, Length * Axes);
        float[] Changed(bool isAlone, bool isFirst)
        {
            float[] window = Wave();
            augmentation.BeginWindow(isAlone, isFirst);
            augmentation.Apply(window, Axes);
            return window;
        }

        float[] first = Changed(isAlone: false, isFirst: true), second = Changed(isAlone: false, isFirst: false);
        Assert.Equal(kind != AugmentationKind.Noise, first.SequenceEqual(second));
        Assert.NotEqual(second, Changed(isAlone: false, isFirst: true));
        Assert.NotEqual(Changed(isAlone: true, isFirst: true), Changed(isAlone: true, isFirst: true));
    }

    [Fact]
    public void Scale_is_uniform_from_four_fifths_to_six_fifths_and_the_same_over_the_window()
    {
        (double mean, double deviation, double[] factors) = Statistics(AugmentationKind.Scale, window =>
        {
            Assert.All(window, value => Assert.Equal(window[0], value));
            return window[0];
        });
        Assert.Equal((1, 0.4 / Math.Sqrt(12)), (mean, deviation), Near(0.01));
        Assert.InRange(factors.Min(), 0.8, 0.81);
        Assert.InRange(factors.Max(), 1.19, 1.2);
    }

    [Fact]
    public void Gain_drifts_in_a_line_between_two_such_factors()
    {
        (double mean, _, double[] drifts) = Statistics(AugmentationKind.GainDrift, window =>
        {
            Assert.Equal((window[0] + window[^1]) / 2, window.Average(), 1e-4);
            Assert.Equal(window[0], window[Axes - 1]);
            return window[^1] - window[0];
        });
        Assert.Equal(0, mean, 0.02);
        Assert.InRange(drifts.Max(), 0.3, 0.4);
    }

    [Fact]
    public void Noise_is_white_and_a_twentieth_of_the_signals_deviation()
    {
        (double mean, double deviation, _) = Statistics(AugmentationKind.Noise, window => window[5] - 1);
        Assert.Equal((0, 0.05), (mean, deviation), Near(0.003));
        (_, double ofDifference, _) = Statistics(AugmentationKind.Noise, window => window[5] - window[6]);
        Assert.Equal(0.05 * Math.Sqrt(2), ofDifference, 0.004);
    }

    [Fact]
    public void A_cut_is_one_stretch_of_all_axes_of_up_to_a_fifth()
    {
        (double mean, _, double[] cuts) = Statistics(AugmentationKind.CutOut, window =>
        {
            int[] zeros = [.. window.Index().Where(v => v.Item == 0).Select(v => v.Index)];
            Assert.True(zeros.Length == 0 || (zeros[^1] - zeros[0] + 1 == zeros.Length && zeros[0] % Axes == 0 && zeros.Length % Axes == 0));
            return zeros.Length / (double)Axes / Length;
        });
        Assert.Equal(0.1, mean, 0.01);
        Assert.InRange(cuts.Max(), 0.18, 0.2);
    }

    [Fact]
    public void Time_warp_keeps_ends_and_order_and_moves_the_middle_by_up_to_a_twentieth()
    {
        Augmentation augmentation = new([AugmentationKind.TimeWarp], seed: 1, epoch: 1, Length);
        double[] shifts = [.. Enumerable.Range(0, Windows).Select(_ =>
        {
            float[] ramp = [.. Enumerable.Range(0, Length).Select(t => (float)t)];
            augmentation.Apply(ramp, 1);
            Assert.Equal((0, Length - 1), (ramp[0], ramp[^1]));
            Assert.All(ramp.Zip(ramp.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 0.79, 1.21));
            return (ramp[Length / 2] - (Length / 2)) / (double)(Length - 1);
        })];
        Assert.Equal(0, shifts.Average(), 0.002);
        Assert.InRange(shifts.Max(), 0.048, 0.05);
    }

    private static (double Mean, double Deviation, double[] Values) Statistics(AugmentationKind kind, Func<float[], double> of)
    {
        Augmentation augmentation = new([kind], seed: 1, epoch: 1, Length * Axes);
        double[] values = [.. Enumerable.Range(0, Windows).Select(_ =>
        {
            float[] window = [.. Enumerable.Repeat(1f, Length * Axes)];
            augmentation.Apply(window, Axes);
            return of(window);
        })];
        double mean = values.Average();
        return (mean, Math.Sqrt(values.Average(v => (v - mean) * (v - mean))), values);
    }

    private static float[] Wave() => [.. Enumerable.Range(0, Length * Axes).Select(i => 1 + MathF.Sin(i / 7f))];

    private static IEqualityComparer<(double, double)> Near(double tolerance) => EqualityComparer<(double, double)>.Create(
        (a, b) => Math.Abs(a.Item1 - b.Item1) <= tolerance && Math.Abs(a.Item2 - b.Item2) <= tolerance);
}
