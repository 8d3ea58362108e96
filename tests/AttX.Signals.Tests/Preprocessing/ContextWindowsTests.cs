using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Testing;

namespace AttX.Signals.Tests.Preprocessing;

/// <summary>Tests the windows that stand in the context of labelled ones.</summary>
public sealed class ContextWindowsTests
{
    private const int Seconds = 200;

    private static readonly double[] Skin = [.. Enumerable.Range(0, 4 * Seconds).Select(i => 2 + 0.004 * i + 0.3 * Math.Sin(0.05 * i) * Math.Sin(0.9 * i))];

    private static readonly PreprocessingOptions Options = new()
    {
        Device = Device.Wrist,
        Modalities = [Modality.Eda],
        Spec = new WindowSpec(16, 10, 0.5),
        Filter = FilterKind.Causal,
        Normalisation = Normalisation.Running,
        SettleSeconds = 12,
    };

    // Baseline from 30 to 80 s, stress from 103 s on, on another grid; nothing else is labelled.
    private static readonly Recording Labelled = new("P1", Device.Wrist, [new Channel(Modality.Eda, 4, Skin)],
        StudyLabels.Track(1, [.. Enumerable.Range(0, Seconds).Select(s => s is >= 30 and < 80 ? "baseline" : s >= 103 ? "stress" : null)]));

    [Fact]
    public void Labelled_windows_stay_the_same_and_each_has_the_windows_before_it_once_the_session_has_settled()
    {
        const int windows = 6;
        WindowSet alone = new Preprocessor(Options).Process(Labelled), set = new Preprocessor(Options with { ContextWindows = windows }).Process(Labelled);
        Assert.Equal(alone.Windows, set.Windows);
        Assert.Equal(alone.Quality, set.Quality);
        Assert.Equal(alone.Signals[0].Concat(alone.UnitResponse![0]), set.Signals[0].Concat(set.UnitResponse![0]));
        Assert.Null(alone.Context);
        HashSet<int> wanted = [.. alone.Windows.SelectMany(w => Enumerable.Range(1, windows - 1).Select(k => w.StartSample - (k * Options.Spec.HopSamples)))
            .Where(start => start >= 12 * 16).Except(alone.Windows.Select(w => w.StartSample))];
        Assert.Equal(wanted.Order(), set.Context!.Windows.Select(w => w.StartSample));
        Assert.All(set.Context.Windows, w => Assert.Null(w.Label));

        // Baseline begins on the grid of the whole recording.
        WindowSet whole = new Preprocessor(Options with { ContextWindows = windows }).ProcessWhole(Labelled);
        Assert.Empty(whole.Context!.Windows);
        foreach ((int w, Window window) in set.Context.Windows.Index().Where(w => whole.Windows.Any(other => other.StartSample == w.Item.StartSample)))
            Assert.Equal(whole.Signal(0, whole.Windows.Index().First(o => o.Item.StartSample == window.StartSample).Index), set.Context.Signal(0, w));

        var context = new WindowContext(set, windows);
        int Start(int place) => context.At(place).Start / 16;
        Assert.Equal([15, 20, 25], context.Before(0).Where(context.IsUsable).Select(Start));
        Assert.Equal([78, 83, 88, 93, 98], context.Before(alone.Windows.Index().First(w => w.Item.Label == "stress").Index).Select(Start));
        Assert.Equal([25], new WindowContext(set with { ContextFrom = 21 * 16 }, windows).Before(0).Select(Start));
    }

    [Fact]
    public void A_context_is_standardised_as_the_windows_are()
    {
        Normaliser normaliser = new(Normalisation.Running, double.PositiveInfinity, [new ChannelStatistics(0, 0, 0.5)]);
        WindowSet set = normaliser.Apply(new Preprocessor(Options with { ContextWindows = 6 }).Process(Labelled));
        WindowSet whole = normaliser.Apply(new Preprocessor(Options).ProcessWhole(Labelled));
        Assert.Equal(whole.Signal(0, 3), set.Context!.Signal(0, 0)); // from 15 s on
    }
}
