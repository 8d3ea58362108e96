using System.Globalization;
using System.Text;
using AttX.Datasets.Catalogue;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Testing;

namespace AttX.Datasets.Tests;

/// <summary>Files in the layout of the published readme, 20 s each: no file of the dataset itself is at hand.</summary>
public sealed class CaseDatasetTests : IDisposable
{
    private const int Start = 500, Seconds = 20;

    private readonly TemporaryFolder _folder = new();

    public CaseDatasetTests()
    {
        Directory.CreateDirectory(_folder["interpolated", "physiological"]);
        Directory.CreateDirectory(_folder["interpolated", "annotations"]);
        foreach (int subject in new[] { 10, 2 })
        {
            Signals(subject);
            Annotations(subject, s => $"{(s < 10 ? 3 : 7)},{(s < 10 ? 8.5 : 2).ToString(CultureInfo.InvariantCulture)},{(s < 4 ? 10 : s < 12 ? 1 : s < 16 ? 11 : 8)}");
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Signals_ratings_and_videos_are_read_in_the_readmes_units()
    {
        IDataset data = DatasetCatalogue.Default.Open(_folder.FullPath);
        Assert.Equal(["sub_2", "sub_10"], data.Subjects);
        Recording recording = data.Read("sub_2", Device.Chest, [Modality.Ecg, Modality.Eda, Modality.Respiration, Modality.Temperature, Modality.Emg]);
        Assert.All(recording.Channels, c => Assert.Equal((1000, Seconds * 1000), (c.SamplingRateHz, c.Length)));
        Assert.Equal([0.5, 4, 30, 31, 0.006], recording.Channels.Select(c => Math.Round(c.Samples[10], 6)));
        Assert.Equal([20], data.Read("sub_2", Device.Wrist, [Modality.Bvp]).Channels.Select(c => c.Samples[10]));
        Assert.Equal([("video 1", 80, 240), ("blue screen", 240, 320), ("video 8", 320, 400)],
            recording.Labels.Runs().Where(r => r.Label != null).Select(r => (r.Label!, r.Start, r.End)));
        Rating arousal = recording.Ratings.Single(r => r.Name == "arousal");
        Assert.Equal((20.0, 400, 8.5, 2.0), (arousal.SamplingRateHz, arousal.Values.Length, arousal.Values[199], arousal.Values[200]));
        Assert.Equal(["arousal", "valence", "video"], data.Tasks.Select(t => t.Name));
        Assert.Equal(5, Assert.Single(data.Tasks[0].Thresholds));
        Assert.Equal([Modality.Ecg, Modality.Eda, Modality.Emg, Modality.Temperature, Modality.Respiration], data.ModalitiesOf(Device.Chest));
        Assert.DoesNotContain(Modality.Acceleration, data.ModalitiesOf(Device.Wrist));
    }

    [Theory]
    [InlineData(30, "time goes back from 1900 to 1000 ms", "1000,5,5,1")]
    [InlineData(30, "12 is beyond the scale of 0.5 to 9.5", "1950,12,5,1")]
    [InlineData(30, "video 9 is none of 1 to 8, 10, 11 and 12", "1950,5,5,9")]
    [InlineData(30, "jstime must be a number, got 'x'", "x,5,5,9")]
    [InlineData(30, "1E+20 ms is more than a day from the recording's start", "1e20,5,5,1")]
    public void Wrong_annotations_are_one_line(int row, string expected, string text)
    {
        string path = _folder["interpolated", "annotations", "sub_2.csv"];
        string[] lines = File.ReadAllLines(path);
        lines[row] = text;
        File.WriteAllLines(path, lines);
        string message = Assert.Throws<InvalidDataException>(() => DatasetCatalogue.Default.Open(_folder.FullPath).Read("sub_2", Device.Chest, [Modality.Ecg])).Message;
        Assert.StartsWith("sub_2.csv:31: ", message);
        Assert.Contains(expected, message);
    }

    [Fact]
    public void A_subject_needs_both_files()
    {
        File.Delete(_folder["interpolated", "annotations", "sub_2.csv"]);
        Assert.Contains("physiological/sub_2.csv has no annotations/sub_2.csv beside it",
            Assert.Throws<InvalidDataException>(() => DatasetCatalogue.Default.Open(_folder["interpolated"])).Message);
    }

    private void Signals(int subject)
    {
        StringBuilder text = new("daqtime,ecg,bvp,gsr,rsp,skt,emg_zygo,emg_coru,emg_trap,video\n");
        for (int i = 0; i < Seconds * 1000; i++)
            text.Append(CultureInfo.InvariantCulture, $"{Start + i},{(i == 10 ? 0.5 : Math.Sin(i / 50.0)):0.####},20,4,30,31,5,5,6,1\n");
        File.WriteAllText(_folder["interpolated", "physiological", $"sub_{subject}.csv"], text.ToString());
    }

    private void Annotations(int subject, Func<int, string> row) => File.WriteAllText(_folder["interpolated", "annotations", $"sub_{subject}.csv"],
        "jstime,valence,arousal,video\n" + string.Concat(Enumerable.Range(0, Seconds * 20).Select(i => $"{Start + i * 50},{row(i / 20)}\n")));
}
