using AttX.Formats.Catalogue;
using AttX.Signals.Modalities;
using AttX.Testing;
using static AttX.Formats.Tests.Waves;

namespace AttX.Formats.Tests;

public class RecordingFileTests
{
    [Fact]
    public void The_format_is_detected_by_content_not_by_name()
    {
        using TemporaryFolder folder = new();
        File.Copy(PathOf("bdf_plus.bdf"), folder["a.txt"]);
        File.Copy(PathOf("respiban.txt"), folder["b.csv"]);
        File.Copy(PathOf("e4.zip"), folder["c.dat"]);
        Assert.Equal([RecordingFormat.Edf, RecordingFormat.OpenSignals, RecordingFormat.E4],
            new[] { "a.txt", "b.csv", "c.dat" }.Select(f => RecordingFile.Open(folder[f]).Format));
    }

    [Fact]
    public void Missing_or_unknown_files_are_refused()
    {
        using TemporaryFolder folder = new();
        Assert.Throws<FileNotFoundException>(() => RecordingFile.Open(folder["none"]));
        Assert.Contains("it is no Empatica E4 export", Refusal(folder.FullPath, []));
        File.WriteAllBytes(folder["empty"], []);
        Assert.Contains("is empty", Refusal(folder["empty"], []));
        File.WriteAllBytes(folder["noise"], [1, 2, 0, 3]);
        Assert.Contains("in no known format", Refusal(folder["noise"], []));
        Assert.Contains("is a folder", Refusal(folder.FullPath, [], new FormatOptions { Format = RecordingFormat.Edf }));
        FormatOptions wrong = new() { Format = RecordingFormat.OpenSignals };
        Assert.Contains("it is no OpenSignals text", Refusal(PathOf("edf_plus.edf"), [], wrong));
    }

    [Fact]
    public void Real_recordings_of_other_sensors_are_read()
    {
        string? folder = RealData.Folder is { } data ? Path.Combine(data, "ecg-eda-130hz") : null;
        if (!Directory.Exists(folder))
            Assert.Skip("No real recordings: ecg-eda-130hz is not in the folder of real data.");
        foreach (string path in Directory.EnumerateFiles(folder, "*.csv"))
        {
            RecordingData recording = Read(path, [Modality.Ecg, Modality.Eda]);
            Assert.All(recording.Recording.Channels, c => Assert.Equal(130, c.SamplingRateHz));
            Assert.InRange(recording.Recording.Channels[0].DurationSeconds, 25, 35);
            Assert.Empty(recording.Gaps);
            Assert.InRange(recording.Recording.Channels[0].Samples.Max(Math.Abs), 0.1, 10);
            Assert.InRange(recording.Recording.Channels[1].Samples.Average(), 0, 40);
        }
    }
}
