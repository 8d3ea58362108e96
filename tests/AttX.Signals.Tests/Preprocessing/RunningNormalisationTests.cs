using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;

namespace AttX.Signals.Tests.Preprocessing;

/// <summary>Tests what a session hears, and windows standardised by it.</summary>
public sealed class RunningNormalisationTests
{
    private const int RateHz = 4;

    private static readonly double[] Skin = [.. Enumerable.Range(0, 4 * 200).Select(i => 2 + 0.004 * i + 0.3 * Math.Sin(0.05 * i) * Math.Sin(0.9 * i))];

    private static readonly PreprocessingOptions Options = new()
    {
        Device = Device.Wrist,
        Modalities = [Modality.Eda],
        Spec = new WindowSpec(16, 10, 0.5),
        Filter = FilterKind.Causal,
        Normalisation = Normalisation.Running,
    };

    [Theory]
    [InlineData(0, 50)]
    [InlineData(13, 200)]
    public void A_session_knows_mean_and_deviation_of_what_it_heard_and_nothing_else(int from, int to)
    {
        SessionStatistics heard = new(RateHz, double.PositiveInfinity);
        foreach (ChannelStatistics second in SecondMeter.Measure(Skin, RateHz)[from..to])
            heard.Add(second);
        double[] known = Skin[(from * RateHz)..(to * RateHz)];
        double mean = known.Average(), variance = known.Average(x => (x - mean) * (x - mean)), n = to - from;
        (double got, double deviation) = heard.Shrunk(0.5, 600);
        Assert.Equal(mean, got, 1e-12);
        Assert.Equal(Math.Sqrt((n * variance + 600 * 0.25) / (n + 600)), deviation, 1e-12);
        Assert.Equal(n, heard.HeardSeconds);
    }

    [Fact]
    public void With_a_memory_the_past_fades()
    {
        SessionStatistics heard = new(1, memorySeconds: 10), forever = new(1, double.PositiveInfinity);
        foreach (double x in Enumerable.Range(0, 100).Select(i => i < 50 ? 0.0 : 1.0))
        {
            heard.Add(new ChannelStatistics(1, x, 0));
            forever.Add(new ChannelStatistics(1, x, 0));
        }

        Assert.Equal(0.5, forever.Heard.Mean, 1e-12);
        Assert.InRange(heard.Heard.Mean, 0.98, 0.9999);
        Assert.Equal(10, heard.HeardSeconds);
    }

    [Fact]
    public void A_second_counts_only_what_was_heard()
    {
        bool[] isHeard = [true, false, false, true, false, false, false, false];
        ChannelStatistics[] seconds = SecondMeter.Measure([1, 9, 9, 3, 9, 9, 9, 9], RateHz, isHeard);
        Assert.Equal([new ChannelStatistics(2, 2, 1), new ChannelStatistics(0, 0, 0)], seconds);
    }

    /// <summary>The signal after a window, and its labels, must not matter to it.</summary>
    [Fact]
    public void A_window_depends_on_the_past_alone()
    {
        double[] other = [.. Skin];
        other.AsSpan(4 * 104).Fill(40); // 100 s, and what resampling looks ahead
        (WindowSet one, WindowSet two) = (Windows(Skin), Windows(other));
        ChannelStatistics[] training = [new(0, 0, 0.5)];
        Normaliser normaliser = new(Normalisation.Running, double.PositiveInfinity, training);
        (WindowSet a, WindowSet b) = (normaliser.Apply(one), normaliser.Apply(two));
        for (int w = 0; w < a.Count; w++)
            Assert.Equal(a.StartSeconds(w) <= 90, a.Signal(0, w).SequenceEqual(b.Signal(0, w)));
    }

    [Fact]
    public void Each_way_is_a_further_axis_and_a_start_forgets_what_was_before()
    {
        WindowSet raw = Windows(Skin);
        ChannelStatistics[] training = [new(0, 0, 0.5), new(0, 3, 2)];
        WindowSet both = new Normaliser(Normalisation.RunningAndTrain, double.PositiveInfinity, training).Apply(raw);
        WindowSet running = new Normaliser(Normalisation.Running, double.PositiveInfinity, [training[0]]).Apply(raw);
        WindowSet train = new Normaliser(Normalisation.Train, double.PositiveInfinity, [training[1]]).Apply(raw);
        WindowSet late = new Normaliser(Normalisation.Running, double.PositiveInfinity, [training[0]])
            .Apply(raw, [.. Enumerable.Range(0, raw.Count).Select(w => w < 10 ? 0 : 50)]);
        for (int w = 0; w < raw.Count; w++)
        {
            Assert.Equal(running.Signal(0, w).ToArray(), both.Signal(0, w).ToArray().Where((_, i) => i % 2 == 0));
            Assert.Equal(train.Signal(0, w).ToArray(), both.Signal(0, w).ToArray().Where((_, i) => i % 2 == 1));
            Assert.Equal(w < 10, running.Signal(0, w).SequenceEqual(late.Signal(0, w)));
        }
    }

    [Fact]
    public void The_training_subjects_give_the_median_deviation_of_their_sessions()
    {
        WindowSet[] sets = [.. new[] { 1.0, 3.0, 10.0 }.Select(gain => Windows([.. Skin.Select(x => gain * x)]))];
        ChannelStatistics fitted = Assert.Single(Normaliser.Fit(Normalisation.Running, sets));
        double mean = Skin.Average();
        Assert.Equal(3 * Math.Sqrt(Skin.Average(x => (x - mean) * (x - mean))), fitted.StandardDeviation, 1e-9);
    }

    [Fact]
    public void Skin_conductance_may_enter_as_its_logarithm_in_either_filter()
    {
        double[] skin = [.. Skin];
        skin[5] = -1; // no contact
        foreach (FilterKind filter in Enum.GetValues<FilterKind>())
        {
            WindowSet set = Windows(skin, Options with { Filter = filter, EdaAsLogarithm = true, Normalisation = Normalisation.Train });
            Assert.Equal(skin.Select(x => Math.Log(Math.Max(x, 0.01))).Average(), set.Statistics[0].Mean, 1e-9);
        }
    }

    private static WindowSet Windows(double[] skin, PreprocessingOptions? options = null) => new Preprocessor(options ?? Options)
        .ProcessWhole(new Recording("P1", Device.Wrist, [new Channel(Modality.Eda, RateHz, skin)], LabelTrack.None));
}
