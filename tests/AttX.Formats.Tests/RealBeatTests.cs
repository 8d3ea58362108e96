using AttX.Formats.Catalogue;
using AttX.Signals;
using AttX.Signals.Features.Heart;
using AttX.Signals.Modalities;
using AttX.Testing;

namespace AttX.Formats.Tests;

/// <summary>
/// The beat detector on real ECGs. They have no annotations, so that it is compared with a detector of another kind: where both agree within 50 ms,
/// both are probably right.
/// </summary>
public sealed class RealBeatTests(ITestOutputHelper output)
{
    private const double ToleranceSeconds = 0.05;

    [Theory]
    [InlineData("ecg-eda-130hz", "*.csv")]
    [InlineData("drivedb", "*.hea")]
    public void Another_detector_finds_the_same_beats(string folder, string files)
    {
        string? data = RealData.Folder is { } root ? Path.Combine(root, folder) : null;
        if (!Directory.Exists(data))
            Assert.Skip($"The real recordings are absent (ATTX_DATA or ../shared/data, folder {folder}).");
        (int matched, int theirs, int ours) = (0, 0, 0);
        foreach (string path in Directory.GetFiles(data, files).Where(path => Path.GetFileName(path) != "labels.csv"))
        {
            Channel ecg = RecordingFile.Open(path).Read([Modality.Ecg], Device.Chest).Recording.Channels[0];
            double[] detected = BeatDetector.Detect(ecg), reference = SlopeDetector.Detect(ecg);
            int both = reference.Count(t => detected.Any(d => Math.Abs(d - t) <= ToleranceSeconds));
            (matched, theirs, ours) = (matched + both, theirs + reference.Length, ours + detected.Length);
        }

        output.WriteLine($"{folder}: sensitivity {(double)matched / theirs:P2}, positive predictivity {(double)matched / ours:P2} of {theirs} beats");
        Assert.InRange((double)matched / theirs, 0.98, 1);
        Assert.InRange((double)matched / ours, 0.98, 1);
    }
}
