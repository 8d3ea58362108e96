using System.Security.Cryptography;
using System.Text;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Testing;

namespace AttX.Signals.Tests.Preprocessing;

public sealed class RecordingFingerprintTests
{
    private static readonly Recording Recording = new("S2", Device.Wrist, [new(Modality.Eda, 4, [1.5, -2])],
        StudyLabels.Track(700, ["baseline", "stress"]));

    [Fact]
    public void Is_the_hash_of_headers_samples_and_labels()
    {
        byte[] content = [.. Encoding.ASCII.GetBytes("Eda 4 2\n"), 0, 0, 0, 0, 0, 0, 0xF8, 0x3F, 0, 0, 0, 0, 0, 0, 0, 0xC0,
            .. Encoding.ASCII.GetBytes("Labels 700 2\n"), 1, 2];
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), RecordingFingerprint.Of(Recording));
    }

    [Fact]
    public void Changes_with_any_sample_rate_modality_or_label_but_not_with_the_name()
    {
        Recording[] others =
        [
            Recording with { Channels = [new(Modality.Eda, 4, [1.5, -2.0000000000000004])] },
            Recording with { Channels = [new(Modality.Eda, 8, [1.5, -2])] },
            Recording with { Channels = [new(Modality.Bvp, 4, [1.5, -2])] },
            Recording with { Labels = StudyLabels.Track(700, ["baseline", "baseline"]) },
            Recording with { Labels = Recording.Labels with { SamplingRateHz = 350 } },
        ];
        Assert.Equal(6, others.Append(Recording).Select(RecordingFingerprint.Of).Distinct().Count());
        Assert.Equal(RecordingFingerprint.Of(Recording), RecordingFingerprint.Of(Recording with { Subject = "S3" }));
    }
}
