using AttX.Signals;
using AttX.Testing;

namespace AttX.Streaming.Tests;

/// <summary>WESAD's real wrist recordings, half an hour of each, live.</summary>
public sealed class RealWristTests
{
    private const int Seconds = 1800;

    [Fact]
    public void Real_recordings_give_the_same_estimates_in_chunks_of_1_7_and_1000_samples()
    {
        string? folder = RealData.Folder is { } data ? Path.Combine(data, "wesad-wrist") : null;
        if (!Directory.Exists(folder))
            Assert.Skip("The real wrist recordings are absent (ATTX_DATA or ../shared/data, folder wesad-wrist).");
        StreamingModel model = Session.Model();
        foreach (string path in Directory.GetFiles(folder, "S*.npz"))
        {
            IReadOnlyDictionary<string, NpyArray> arrays = NpyArray.ReadArchive(path);
            (double[] pulse, double[] skin) = (arrays["bvp"].Values[..(Seconds * 64)], arrays["eda"].Values[..(Seconds * 4)]);
            List<Estimate> one = Session.Estimates(model, pulse, skin, null, 1);
            foreach (int chunk in new[] { 7, 1000 })
                Assert.Equal(Session.Text(one), Session.Text(Session.Estimates(model, pulse, skin, null, chunk)));
            // The last window waits for half of the skin's resampling filter.
            Assert.Equal(Seconds / 5 - 2, one.Count);
            Assert.InRange(one.Count(e => e.Quality != QualityFlags.None) / (double)one.Count, 0, 0.4);
            Assert.All(one, e => Assert.Equal(e.Quality == QualityFlags.None && !e.IsCalibrating, e.Probability != null));
        }
    }
}
