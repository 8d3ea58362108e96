using System.Globalization;
using AttX.Formats.Catalogue;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Testing;

namespace AttX.Formats.Tests.Catalogue;

public sealed class JoinedRecordingTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2024, 5, 6, 7, 8, 9, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Parts_are_joined_by_their_clocks_with_a_gap_between()
    {
        string[] paths = [Write("b.csv", 15, 40), Write("a.csv", 0, 40)];
        JoinedRecording joined = JoinedRecording.Open("P1", paths, new FormatOptions { EventColumn = "state" });
        Assert.Equal((4.0, 100L), (joined.Signals[0].SamplingRateHz, joined.Signals[0].Samples));
        RecordingData data = joined.Read([Modality.Bvp], Device.Wrist);
        double[] samples = data.Recording.Channels[0].Samples;
        Assert.Equal(100, samples.Length);
        Assert.Equal([.. Enumerable.Range(0, 40).Select(i => (double)i), .. Enumerable.Repeat(double.NaN, 20), .. Enumerable.Range(0, 40).Select(i => (double)i)], samples);
        Assert.Equal([new Event(0, "on", 10), new Event(15, "on", 10)], data.Recording.Events);
        Assert.Equal((Start, 5.0), (data.Recording.Start, Assert.Single(data.Gaps).TotalSeconds));
        Assert.Contains("2 files are joined by their clocks.", data.Notes);
    }

    [Fact]
    public void Parts_that_overlap_or_have_no_clock_or_other_rates_are_refused()
    {
        string first = Write("a.csv", 0, 40), late = Write("b.csv", 9.5, 40), early = Write("c.csv", 5, 40), fast = Write("d.csv", 20, 40, 8);
        Assert.Equal(80, Open(first, late).Read([Modality.Bvp], Device.Wrist).Recording.Channels[0].Length);
        Assert.Contains("c begins at 2024-05-06 07:08:14, before a ends at 2024-05-06 07:08:19: parts of one recording cannot overlap.", Refusal(first, early));
        Assert.Contains("BVP is sampled at 4 Hz in a and at 8 Hz in d", Refusal(first, fast));
        File.WriteAllText(_folder["e.csv"], "time_s,bvp\n0,1\n1,2\n2,3\n");
        Assert.Contains("e does not say when it began", Refusal(first, _folder["e.csv"]));
        Assert.Contains("are missing between", Refusal(first, Write("f.csv", 4e8, 40)));
    }

    private static JoinedRecording Open(params string[] paths) => JoinedRecording.Open("P1", paths, new FormatOptions());

    private static string Refusal(params string[] paths) =>
        Assert.Throws<InvalidDataException>(() => Open(paths).Read([Modality.Bvp], Device.Wrist)).Message;

    private string Write(string name, double after, int samples, int rate = 4)
    {
        File.WriteAllText(_folder[name], "time,bvp,state\n" + string.Concat(Enumerable.Range(0, samples).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"{Start.AddSeconds(after + (double)i / rate):yyyy-MM-ddTHH:mm:ss.fff}Z,{i},on\n"))));
        return _folder[name];
    }
}
