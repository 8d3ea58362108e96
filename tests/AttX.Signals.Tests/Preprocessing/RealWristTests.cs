using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Testing;

namespace AttX.Signals.Tests.Preprocessing;

/// <summary>The chain on WESAD's real wrist recordings, against SciPy's summary of its own windows.</summary>
public sealed class RealWristTests
{
    [Fact]
    public void Windows_have_the_sums_that_scipys_have()
    {
        string? folder = RealData.Folder is { } data ? Path.Combine(data, "wesad-wrist") : null;
        if (!Directory.Exists(folder))
            Assert.Skip("The real wrist recordings are absent (ATTX_DATA or ../shared/data, folder wesad-wrist).");
        NpyArray summary = NpyArray.ReadGolden("signals", "wrist.npz")["summary"];
        for (int i = 0; i < summary.Shape[0]; i++)
            AssertSummary(summary.Row(i), folder);
    }

    private static void AssertSummary(ReadOnlySpan<double> expected, string folder)
    {
        string subject = $"S{expected[0]}";
        Recording recording = Read(Path.Combine(folder, subject + ".npz"), subject);
        WindowSet set = new Preprocessor(PreprocessingOptions.For(Device.Wrist)).Process(recording);
        Assert.Equal(expected[5], set.Count);
        Assert.Equal(expected[6], set.Windows.Sum(w => (long)w.StartSample));
        for (int modality = 0; modality < 2; modality++)
        {
            ChannelStatistics statistics = set.Statistics[modality];
            Assert.Equal(expected[1 + 2 * modality], statistics.Mean, 1e-9 * statistics.StandardDeviation);
            Assert.Equal(expected[2 + 2 * modality], statistics.StandardDeviation, 1e-9 * statistics.StandardDeviation);
            AssertSums(set.Signals[modality], expected.Slice(7 + 3 * modality, 3), $"{subject}, {set.Modalities[modality]}");
        }
    }

    private static void AssertSums(float[] windows, ReadOnlySpan<double> expected, string what)
    {
        double sum = 0, squares = 0, cosine = 0;
        for (int i = 0; i < windows.Length; i++)
        {
            sum += windows[i];
            squares += (double)windows[i] * windows[i];
            cosine += windows[i] * Math.Cos(i % 640);
        }

        // Rounding to single precision, at most 6e-8 of each value, sums to less than this.
        double tolerance = 1e-7 * squares;
        Assert.True(Math.Abs(sum - expected[0]) < tolerance, $"{what}: sum {sum}, expected {expected[0]}");
        Assert.True(Math.Abs(squares - expected[1]) < tolerance, $"{what}: squares {squares}, expected {expected[1]}");
        Assert.True(Math.Abs(cosine - expected[2]) < tolerance, $"{what}: cosine {cosine}, expected {expected[2]}");
    }

    /// <summary>The archive's labels are at 4 Hz; a WESAD file has each 175 times.</summary>
    private static Recording Read(string path, string subject)
    {
        IReadOnlyDictionary<string, NpyArray> arrays = NpyArray.ReadArchive(path);
        byte[] codes = [.. arrays["label"].Values.SelectMany(code => Enumerable.Repeat((byte)code, 175))];
        Channel bvp = new(Modality.Bvp, 64, arrays["bvp"].Values), eda = new(Modality.Eda, 4, arrays["eda"].Values);
        return new Recording(subject, Device.Wrist, [bvp, eda], StudyLabels.Track(700, codes));
    }
}
