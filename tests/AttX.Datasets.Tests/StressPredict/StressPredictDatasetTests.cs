using System.Globalization;
using System.Text;
using AttX.Datasets.Catalogue;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Testing;

namespace AttX.Datasets.Tests.StressPredict;

/// <summary>Folders as the release and a labels.csv lay them out, with exports of 40 s, and the real recordings.</summary>
public sealed class StressPredictDatasetTests : IDisposable
{
    private const int Start = 1_644_227_574, Seconds = 40;
    private const string Spans = "subject,start_s,end_s,stress,task\n", PerSecond = "Participant,HR,respr,Time(sec),Label\n";
    private static readonly Modality[] BvpAndEda = [Modality.Bvp, Modality.Eda];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Conditions_are_labels_and_stress_is_told_by_the_protocol()
    {
        Export("S02");
        Labels("S02,1,10,0,baseline\r\nS02,10,20,1,stroop\r\nS02,20,39,0,relax1");
        IDataset data = Open();
        Assert.Equal(("Stress-Predict", "S02"), (data.Name, data.Subjects.Single()));
        Recording recording = data.Read("S02", Device.Wrist, BvpAndEda);
        Assert.Equal([("baseline", 10, 100), ("stroop", 100, 200), ("relax1", 200, 390)], RunsOf(recording));
        Assert.Equal(["stress", "tasks"], data.Tasks.Select(t => t.Name));
        Assert.Equal(AffectTasks.Stress.Classes, data.Tasks[0].Classes);
        Assert.Equal([0, 1, 0], new[] { "baseline", "stroop", "relax1" }.Select(data.Tasks[0].IndexOf));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(Start), recording.Start);
    }

    [Fact]
    public void Labels_count_from_the_sessions_start_and_signals_from_the_latest_sensors()
    {
        Export("S02", edaStart: Start + 3);
        Labels("S02,1,10,0,baseline\nS02,10,20,1,stroop");
        Assert.Equal([("baseline", 0, 70), ("stroop", 70, 170)], RunsOf(Open().Read("S02", Device.Wrist, BvpAndEda)));
        Assert.Equal([("baseline", 10, 100), ("stroop", 100, 200)], RunsOf(Open().Read("S02", Device.Wrist, [Modality.Bvp])));
    }

    [Fact]
    public void The_release_labels_seconds_by_the_clock()
    {
        Export(Path.Combine("Raw_data", "S02"));
        Export(Path.Combine("Raw_data", "S01"));
        Directory.CreateDirectory(_folder["Processed_data"]);
        StringBuilder rows = new(PerSecond);
        for (int s = 9; s < Seconds + 4; s++)
            rows.Append(CultureInfo.InvariantCulture, $"2,70,12,{Start + s},{(s is >= 20 and < 30 ? 1 : 0)}\n");
        File.WriteAllText(_folder["Processed_data", "Improved_All_Combined_hr_rsp_binary.csv"], rows + $"4,70,12,{Start},0\n");
        IDataset data = Open();
        Recording recording = data.Read("S02", Device.Wrist, BvpAndEda);
        Assert.Equal([("non-stress", 90, 200), ("stress", 200, 300), ("non-stress", 300, 400)], RunsOf(recording));
        Assert.Contains("The labels outlast the signals by 4 s; they are cut there.", recording.Notes);
        Assert.Equal("stress", Assert.Single(data.Tasks).Name);
        Assert.Contains("has no labels of S01: left out.", data.Notes[0]);
        Assert.Contains("labels S04, whose recordings are not there", data.Notes[1]);
    }

    [Fact]
    public void Flaws_are_said_where_they_are_seen()
    {
        Export("S02", edaScale: 0.1);
        File.WriteAllText(_folder["S02", "tags_S02.csv"], $"{Start + 10}\n{Start - 40_000}\n");
        Labels("S02,1,10,0,baseline\nS02,10,20,1,stroop\nS02,20,30,0,relax1");
        IReadOnlyList<string> notes = Open().Read("S02", Device.Wrist, BvpAndEda).Notes;
        Assert.Contains("1 of 2 tags are not within the recording.", notes);
        Assert.Contains(notes, n => n.StartsWith("1 of 2 changes of label have no tag within 5 s (at 20 s)", StringComparison.Ordinal));
        Assert.Contains(notes, n => n.StartsWith("EDA is low: it never exceeds 0.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("S02,1,10,0,baseline\nS02,5,20,1,stroop", "labels.csv:3: stroop from 5 to 20 s overlaps baseline from 1 to 10 s (labels.csv:2)")]
    [InlineData("S02,10,1,0,baseline", "labels.csv:2: baseline from 10 to 1 s must begin at 0 s or later and end after it begins")]
    [InlineData("S02,10,100,0,baseline", "labels.csv:2: baseline from 10 to 100 s reaches beyond the recording, which is 40 s long")]
    [InlineData("S02,1,10,0,lunch", "labels.csv:2: task 'lunch' is none of baseline, stroop")]
    [InlineData("S02,1,10,1,baseline", "labels.csv:2: baseline has stress 1, and is 0 in the study's protocol")]
    [InlineData("S02,1,x,0,baseline", "labels.csv:2: end_s must be a number, got 'x'")]
    [InlineData("S02,1,10,0", "labels.csv: line 2: fewer cells than the 5 of the header")]
    [InlineData("S02,1,10,0,baseline\nS03,1,10,0,baseline", "labels.csv labels S03, for whom there is no S03.zip or folder S03 beside it")]
    [InlineData("", "labels.csv has no labels of S02, whose recordings are there")]
    public void Wrong_labels_are_one_line(string labels, string expected)
    {
        Export("S02");
        Labels(labels);
        Assert.Contains(expected, Refusal());
    }

    [Fact]
    public void Two_exports_of_one_subject_are_refused()
    {
        Export("S02");
        Export("S2");
        Labels("S02,1,10,0,baseline");
        Assert.Contains("of one subject; keep one of them", Refusal());
    }

    [Fact]
    public void Real_recordings_have_the_labels_of_both_files()
    {
        if (RealData.Folder is not { } folder || !Directory.Exists(Path.Combine(folder, "stress-predict")))
            Assert.Skip("The real recordings are not here (ATTX_DATA).");
        Recording recording = Open(Path.Combine(RealData.Folder!, "stress-predict")).Read("S06", Device.Wrist, BvpAndEda);
        Assert.Equal(("stroop", 6000, 9600), RunsOf(recording)[1]);
        Assert.Contains(recording.Notes, n => n.Contains("4 of 6 changes of label have no tag", StringComparison.Ordinal));
        File.Copy(Path.Combine(RealData.Folder!, "stress-predict", "S06.zip"), _folder["S06.zip"]);
        File.Copy(Path.Combine(RealData.Folder!, "stress-predict", "Improved_All_Combined_hr_rsp_binary.csv"), _folder["Improved_All_Combined_hr_rsp_binary.csv"]);
        Assert.Equal(RunsOf(recording).SkipLast(1).Select(r => (r.Start, r.End)),
            RunsOf(Open().Read("S06", Device.Wrist, BvpAndEda)).SkipLast(1).Select(r => (r.Start, r.End)));
    }

    private static (string Label, int Start, int End)[] RunsOf(Recording recording) =>
        [.. recording.Labels.Runs().Where(r => r.Label != null).Select(r => (r.Label!, r.Start, r.End))];

    private IDataset Open(string? path = null) => DatasetCatalogue.Default.Open(path ?? _folder.FullPath);

    private string Refusal() => Assert.Throws<InvalidDataException>(() => Open().Read("S02", Device.Wrist, BvpAndEda)).Message;

    private void Labels(string rows) => File.WriteAllText(_folder["labels.csv"], Spans + rows + "\n");

    private void Export(string name, int edaStart = Start, double edaScale = 1)
    {
        Directory.CreateDirectory(_folder[name]);
        File.WriteAllText(_folder[name, "BVP.csv"], Text(Start, 64, i => 20 * Math.Sin(i / 8.0)));
        File.WriteAllText(_folder[name, "EDA.csv"], Text(edaStart, 4, i => edaScale * (2 + Math.Sin(i / 9.0))));
    }

    private static string Text(int start, int rate, Func<int, double> value) => string.Create(CultureInfo.InvariantCulture, $"{start}.00\n{rate}.000000\n") +
        string.Concat(Enumerable.Range(0, Seconds * rate).Select(i => value(i).ToString("F4", CultureInfo.InvariantCulture) + "\n"));
}
