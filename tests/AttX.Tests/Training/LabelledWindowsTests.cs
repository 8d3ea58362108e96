using AttX.Signals;
using AttX.Training;

namespace AttX.Tests.Training;

public class LabelledWindowsTests
{
    [Fact]
    public void Windows_of_unused_states_are_left_out_and_the_others_keep_their_signal_and_class()
    {
        WindowSet a = SyntheticWindows.Set("a", 5), b = SyntheticWindows.Set("b", 6);
        LabelledWindows binary = new([a, b], AffectTasks.Stress), three = new([a, b], AffectTasks.Three);
        Assert.Equal([0, 1, 0, 0, 0, 1, 0, 0, 1], binary.Labels);
        Assert.Equal([0, 1, 2, 0, 0, 1, 2, 0, 1], three.Labels);
        Assert.Equal(9, binary.Count);
        Assert.Equal(SyntheticWindows.Length, binary.WindowSamples);

        // Meditation, a's fourth window, is skipped; then b begins.
        Assert.Equal(a.Signal(1, 4).ToArray(), binary.Signal(1, 3).ToArray());
        Assert.Equal(b.Signal(0, 0).ToArray(), binary.Signal(0, 4).ToArray());
        Assert.Equal(b.Signal(0, 5).ToArray(), binary.Signal(0, 8).ToArray());
    }

    [Fact]
    public void Windows_with_a_flaw_are_left_out_on_request()
    {
        WindowSet all = SyntheticWindows.Set("a", 5);
        WindowSet looked = new()
        {
            Subject = all.Subject,
            Spec = all.Spec,
            Modalities = all.Modalities,
            Windows = all.Windows,
            Signals = all.Signals,
            Statistics = all.Statistics,
            Quality = [QualityFlags.None, QualityFlags.Gap, QualityFlags.None, QualityFlags.None, QualityFlags.Clipping | QualityFlags.FlatLine],
        };
        Assert.Equal([0, 0], new LabelledWindows([looked], AffectTasks.Stress, skipBad: true).Labels);
        Assert.Equal([0, 1, 0, 0], new LabelledWindows([looked], AffectTasks.Stress).Labels);
        Assert.Equal([0, 1, 0, 0], new LabelledWindows([all], AffectTasks.Stress, skipBad: true).Labels);
    }

    [Fact]
    public void No_windows() => Assert.Equal((0, 0), (new LabelledWindows([], AffectTasks.Stress).Count, new LabelledWindows([], AffectTasks.Stress).WindowSamples));
}
