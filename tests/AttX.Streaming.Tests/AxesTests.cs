using AttX.Signals;
using AttX.Signals.Filtering;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;

namespace AttX.Streaming.Tests;

/// <summary>Tests a channel of three axes in streaming.</summary>
public sealed class AxesTests
{
    private const int RateHz = 64, Seconds = 25;

    private static readonly ChannelStatistics[] Known = [new(1, 0.1, 0.5), new(1, -0.2, 0.25), new(1, 1, 2)];

    private static readonly WindowSpec Spec = Session.Options.Preprocessing().Spec;

    private static double[] Movement() => [.. Enumerable.Range(0, 3 * RateHz * Seconds)
        .Select(i => i % 3 - 1 + 0.4 * Math.Sin(0.11 * (i / 3) * (1 + i % 3)) + 0.1 * Math.Sin(2.9 * (i / 3)))];

    private static ChannelStream Stream(params ChannelStatistics[] known) => new(
        new ChannelRate(Modality.Acceleration, RateHz), Session.Options.Preprocessing(), new SessionOptions(),
        new CalibratedScales(3, RateHz, new SessionOptions { CalibrationSeconds = 5 }, adaptationSeconds: 0, known.Length == 0 ? null : known, heard: null));

    /// <summary>Returns the complete windows, each with its quality flags.</summary>
    private static List<(float[] Values, QualityFlags Flaws, bool IsCalibrated)> Windows(ChannelStream stream, double[] samples, int chunk)
    {
        Workbench bench = Session.Model().Rent();
        List<(float[], QualityFlags, bool)> windows = [];
        for (int i = 0; i < samples.Length; i += 3 * chunk)
            stream.Push(i / 3 / (double)RateHz, samples.AsSpan(i, Math.Min(3 * chunk, samples.Length - i)));
        for (long window = 0; stream.IsComplete(window); window++)
        {
            float[] values = new float[3 * Spec.WindowSamples];
            (QualityFlags flaws, bool isCalibrated) = stream.Read(window, bench, values);
            windows.Add((values, flaws, isCalibrated));
        }

        return windows;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Each_axis_is_filtered_and_standardised_separately_for_any_chunks(int chunk)
    {
        double[] samples = Movement();
        float[][] expected = new float[3][];
        for (int axis = 0; axis < 3; axis++)
        {
            double[] x = [.. samples.Where((_, i) => i % 3 == axis)];
            var filter = new CausalFilter(PaperFilters.Design(Modality.Acceleration.Info().Band, RateHz));
            filter.Settle(x[0]);
            filter.Process(x, x);
            expected[axis] = [.. x.Select(v => (float)((v - Known[axis].Mean) / Known[axis].StandardDeviation))];
        }

        List<(float[] Values, QualityFlags Flaws, bool IsCalibrated)> windows = Windows(Stream(Known), samples, chunk);
        Assert.Equal(4, windows.Count);
        for (int w = 0; w < windows.Count; w++)
        {
            Assert.Equal((QualityFlags.None, true), (windows[w].Flaws, windows[w].IsCalibrated));
            for (int i = 0; i < windows[w].Values.Length; i++)
                Assert.Equal(expected[i % 3][w * Spec.HopSamples + i / 3], windows[w].Values[i]);
        }
    }

    [Fact]
    public void Each_axis_is_calibrated_separately()
    {
        var windows = Windows(Stream(), Movement(), 64);
        Assert.All(windows, w => Assert.True(w.IsCalibrated));
        for (int axis = 0; axis < 3; axis++)
            Assert.InRange(windows[0].Values.Where((_, i) => i % 3 == axis).Select(x => (double)x).Average(), -0.5, 0.5);
    }

    [Fact]
    public void A_sample_that_lacks_one_axis_is_missing()
    {
        double[] samples = Movement();
        for (int i = 700; i < 740; i++)
            samples[3 * i + 1] = double.NaN;
        ChannelStream stream = Stream(Known);
        Assert.True(Windows(stream, samples, 64)[0].Flaws == QualityFlags.None);
        Assert.Equal(40, stream.Counts.Missing);
        Assert.Equal(RateHz * Seconds - 40, stream.Counts.Used);
        Assert.Contains(Windows(Stream(Known), samples, 64), w => w.Flaws.HasFlag(QualityFlags.Gap));
    }
}
