using AttX.Signals.Preprocessing;
using AttX.Testing;

namespace AttX.Signals.Tests.Preprocessing;

public sealed class WindowerTests
{
    private static LabelTrack Track(params (string? Label, int Samples)[] runs) =>
        StudyLabels.Track(700, runs.SelectMany(run => Enumerable.Repeat(StudyLabels.Code(run.Label), run.Samples)));

    private static int[] Starts(LabelTrack labels, int available = int.MaxValue) =>
        [.. Windower.Cut(labels, new WindowSpec(256, 10, 0.5), AffectTasks.Stress, available).Select(w => w.StartSample)];

    [Fact]
    public void Run_of_exactly_one_window_has_one_and_a_sample_less_has_none()
    {
        Assert.Equal([0], Starts(Track(("stress", 7000))));
        Assert.Empty(Starts(Track(("stress", 6999))));
    }

    [Fact]
    public void Starts_are_rounded_up_and_ends_down()
    {
        // 1 label sample is 0.37 samples: the window begins at 1 and needs 2561, that is 7003 label samples.
        Assert.Equal([1], Starts(Track((null, 1), ("stress", 7002))));
        Assert.Empty(Starts(Track((null, 1), ("stress", 7001))));
    }

    [Fact]
    public void Windows_do_not_cross_from_one_label_to_the_next()
    {
        IReadOnlyList<Window> windows = Windower.Cut(Track(("baseline", 10500), ("amusement", 10500)),
            new WindowSpec(256, 10, 0.5), AffectTasks.Stress, int.MaxValue);
        Assert.Equal([0, 1280, 3840, 5120], windows.Select(w => w.StartSample));
        Assert.Equal("baseline baseline amusement amusement", string.Join(' ', windows.Select(w => w.Label)));
    }

    [Fact]
    public void Unused_labels_and_codes_beyond_the_named_ones_have_no_windows()
    {
        Assert.Empty(Starts(Track((null, 9000), ("meditation", 9000))));
        Assert.Empty(Starts(StudyLabels.Track(700, Enumerable.Repeat((byte)7, 9000))));
    }

    [Fact]
    public void No_window_reaches_beyond_the_signals()
    {
        Assert.Equal([0, 1280], Starts(Track(("stress", 14000)), 3840));
        Assert.Equal([0], Starts(Track(("stress", 14000)), 3839));
    }

    [Fact]
    public void Positions_late_in_a_long_recording_do_not_overflow() => Assert.Equal(
        [18_285_715], Starts(Track((null, 50_000_000), ("stress", 7003))));

    [Fact]
    public void A_whole_recording_has_windows_from_its_first_sample_on_with_the_label_that_holds_them()
    {
        LabelTrack labels = Track(("baseline", 7000), (null, 700), ("meditation", 9800));
        IReadOnlyList<Window> windows = Windower.Whole(labels, new WindowSpec(256, 10, 0.5), 28 * 256);
        Assert.Equal([0, 1280, 2560, 3840], windows.Select(w => w.StartSample));
        Assert.Equal(["baseline", null, null, "meditation"], windows.Select(w => w.Label));
        Assert.Equal(windows.Select(w => w.StartSample), Windower.Whole(LabelTrack.None, new WindowSpec(256, 10, 0.5), 28 * 256).Select(w => w.StartSample));
        Assert.Empty(Windower.Whole(labels, new WindowSpec(256, 10, 0.5), 2559));
    }
}
