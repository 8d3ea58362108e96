using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;

namespace AttX.Signals.Tests.Preprocessing;

/// <summary>A task on a rating: windows lie within labelled stretches and get the class of their mean rating.</summary>
public sealed class RatedWindowsTests
{
    private const int RateHz = 4;

    private static readonly ClassificationTask Arousal = ClassificationTask.Rated("arousal", ["low", "middle", "high"], "arousal", [4, 6], "rest");

    [Fact]
    public void Windows_get_the_class_of_their_mean_rating()
    {
        // 10 s each: nothing, film a (ratings 3, then 5 from 15 s on), rest, film b (4).
        double[] ratings = [.. Enumerable.Range(0, 40).Select(s => s < 15 ? 3.0 : s < 20 ? 5 : s < 30 ? 9 : 4)];
        WindowSet windows = Process(Recorded(ratings), Arousal);
        Assert.Equal([(10, "low"), (15, "middle"), (30, "middle"), (35, "middle")], windows.Windows.Select(w => (w.StartSample / RateHz, w.Label!)));
        Assert.Equal("high", Process(Recorded(ratings), Arousal.At([1, 5])).Windows[1].Label);
    }

    [Fact]
    public void Windows_without_a_rating_throughout_are_left_out_and_counted()
    {
        double[] ratings = [.. Enumerable.Repeat(3.0, 36)];
        ratings[12] = double.NaN;
        List<string> log = [];
        Assert.Equal([15, 30], new Preprocessor(Options(Arousal)).Process(Recorded(ratings), log.Add).Windows.Select(w => w.StartSample / RateHz));
        Assert.Contains("S: 2 of 4 windows are left out: arousal has no value in a part of them.", log);
    }

    [Fact]
    public void A_rating_that_is_not_there_is_one_line()
    {
        Recording recording = Recorded([1]);
        Assert.Contains("there is no rating arousal, which the task arousal asks for; it has valence.", Refusal(() => Process(
            recording with { Ratings = [new Rating("valence", 1, [])] }, Arousal)));
        Assert.Contains("arousal has no values throughout any of 4 windows", Refusal(() => Process(recording, Arousal)));
    }

    [Fact]
    public void The_baseline_is_that_of_the_label_at_rest()
    {
        PreprocessingOptions options = Options(Arousal) with { Normalisation = Normalisation.Baseline };
        Recording recording = Recorded([.. Enumerable.Repeat(3.0, 40)]);
        WindowSet windows = new Preprocessor(options).Process(recording);
        double mean = recording.Channels[0].Samples[(20 * RateHz)..(30 * RateHz)].Average();
        Assert.Equal(20 * RateHz, windows.Statistics[0].Count); // the two films
        Assert.NotEqual(mean, windows.Statistics[0].Mean);
    }

    [Fact]
    public void A_fingerprint_knows_ratings()
    {
        Recording recording = Recorded([1, 2]);
        Assert.NotEqual(RecordingFingerprint.Of(recording), RecordingFingerprint.Of(recording with { Ratings = [] }));
        Assert.NotEqual(RecordingFingerprint.Of(recording), RecordingFingerprint.Of(Recorded([1, 3])));
    }

    private static WindowSet Process(Recording recording, ClassificationTask task) => new Preprocessor(Options(task)).Process(recording);

    private static PreprocessingOptions Options(ClassificationTask task) => new()
    {
        Device = Device.Wrist,
        Modalities = [Modality.Eda],
        Spec = new WindowSpec(RateHz, 5, 0),
        Task = task,
    };

    private static Recording Recorded(double[] ratings)
    {
        byte[] codes = [.. Enumerable.Range(0, 40).Select(s => (byte)(s / 10))];
        double[] eda = [.. Enumerable.Range(0, 40 * RateHz).Select(i => 1 + Math.Sin(i / 7.0) + i / 100.0)];
        return new Recording("S", Device.Wrist, [new Channel(Modality.Eda, RateHz, eda)], new LabelTrack(1, codes, new LabelLegend([null, "film a", "rest", "film b"])))
        {
            Ratings = [new Rating("arousal", 1, ratings)],
        };
    }

    private static string Refusal(Func<object> process) => Assert.Throws<InvalidDataException>(process).Message;
}
