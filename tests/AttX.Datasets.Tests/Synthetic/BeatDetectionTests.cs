using AttX.Datasets.Synthetic;
using AttX.Datasets.Wesad;
using AttX.Signals;
using AttX.Signals.Features.Heart;
using AttX.Signals.Modalities;

namespace AttX.Datasets.Tests.Synthetic;

/// <summary>The beat detector, scored on the true beats of the synthetic cohort, within 50 ms.</summary>
public sealed class BeatDetectionTests(ITestOutputHelper output)
{
    private const double ToleranceSeconds = 0.05, Minutes = 5;
    private const int Seed = 1;

    [Theory]
    [InlineData(Device.Chest, Modality.Ecg, 0.99, 0.99)]
    [InlineData(Device.Wrist, Modality.Bvp, 0.92, 0.90)]
    public void Beats_are_found_and_little_else(Device device, Modality modality, double leastSensitivity, double leastPredictivity)
    {
        (int found, int beats, int detections) = (0, 0, 0);
        foreach (int number in (int[])[2, 3, 4, 5, 6, 7])
        {
            var subject = new SyntheticSubject(Seed, number, Minutes);
            WesadArray array = WesadArray.All.Single(a => a.Device == device && a.Modality == modality);
            double[] detected = BeatDetector.Detect(new Channel(modality, array.SamplingRateHz, subject.Signal(array)));
            double[] truth = [.. (modality == Modality.Ecg ? subject.Beats : subject.PulsePeaks).Where(t => t > 0 && t < Minutes * 60)];
            int matched = Matches(truth, detected);
            output.WriteLine($"S{number}: {modality}: sensitivity {(double)matched / truth.Length:P2}, positive predictivity {(double)matched / detected.Length:P2}");
            (found, beats, detections) = (found + matched, beats + truth.Length, detections + detected.Length);
        }

        output.WriteLine($"all: {modality}: sensitivity {(double)found / beats:P2}, positive predictivity {(double)found / detections:P2}");
        Assert.InRange((double)found / beats, leastSensitivity, 1);
        Assert.InRange((double)found / detections, leastPredictivity, 1);
    }

    /// <summary>Counts the pairs of a beat and a detection within the tolerance, each used once, both in order of time.</summary>
    private static int Matches(double[] truth, double[] detected)
    {
        int matches = 0;
        for (int i = 0, j = 0; i < truth.Length && j < detected.Length;)
        {
            if (Math.Abs(truth[i] - detected[j]) <= ToleranceSeconds)
                (matches, i, j) = (matches + 1, i + 1, j + 1);
            else if (truth[i] < detected[j])
                i++;
            else
                j++;
        }

        return matches;
    }
}
