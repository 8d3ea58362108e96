using AttX.Ground;
using AttX.Options;
using AttX.Recipes;
using AttX.Runs;
using AttX.Signals;
using AttX.Signals.Preprocessing;
using AttX.Testing;
using AttX.Tests.Windows;

namespace AttX.Tests.Recipes;

public sealed class SessionChunksTests
{
    private const int Context = 8;

    private static readonly ExperimentOptions Options = ToyCohort.Options with
    {
        Normalisation = Normalisation.Running,
        Filter = FilterKind.Causal,
        ContextSeconds = Context,
        SettleSeconds = 4,
        RandomStarts = 5,
    };

    private static readonly WindowSet Set = new Preprocessor(Options.Preprocessing()).Process(new ToyCohort("S2").Read("S2", Options.Device, Options.Modalities));

    [Fact]
    public void Every_labelled_window_is_in_one_chunk_of_consecutive_windows_that_ends_with_a_labelled_one()
    {
        SessionChunks cut = SessionChunks.Cut(Set, Options, new Rng(1));
        var context = new WindowContext(Set, Context);
        Assert.Equal(Enumerable.Range(0, Set.Count), cut.Chunks.SelectMany(c => c).Where(place => place < Set.Count).Order());
        foreach (int[] chunk in cut.Chunks)
        {
            Assert.InRange(chunk.Length, 1, Context);
            Assert.InRange(chunk[^1], 0, Set.Count - 1);
            Assert.All(chunk.Zip(chunk.Skip(1)), pair => Assert.Equal(Set.Spec.HopSamples, context.At(pair.Second).Start - context.At(pair.First).Start));
        }

        Assert.Contains(cut.Chunks, chunk => chunk.Any(place => place >= Set.Count));
        Assert.NotEqual(cut.Chunks.Select(c => c.Length), SessionChunks.Cut(Set, Options, new Rng(2)).Chunks.Select(c => c.Length));
        Assert.Equal(SessionChunks.Cut(Set, Options, rng: null).LongestTrack, SessionChunks.Cut(Set, Options, rng: null).Chunks.Max(c => c.Length));
    }

    [Fact]
    public void The_windows_of_a_chunk_are_of_one_session_that_begins_before_them()
    {
        (SessionChunks drawn, int[] starts) = SessionChunks.Cut(Set, Options, new Rng(1)).WithStarts(Set, Options, seed: 3);
        var context = new WindowContext(Set, Context);
        foreach (int[] chunk in drawn.Chunks)
        {
            Assert.Single(chunk.Select(place => starts[place]).Distinct());
            Assert.All(chunk, place => Assert.True(starts[place] + 4 <= (double)context.At(place).Start / Set.Spec.SamplingRateHz));
        }

        Assert.True(drawn.Chunks.Select(chunk => starts[chunk[0]]).Distinct().Count() > 2);
        Assert.Equal(Set.Count, drawn.Chunks.Sum(c => c.Count(place => place < Set.Count)));
    }

    [Fact]
    public void Bad_windows_are_no_context_and_are_left_out_where_asked()
    {
        WindowSet bad = Set with { Quality = [.. Enumerable.Range(0, Set.Count).Select(w => w % 3 == 0 ? QualityFlags.Gap : QualityFlags.None)] };
        int Labelled(ExperimentOptions options) => SessionChunks.Cut(bad, options, new Rng(1)).Chunks.Sum(c => c.Count(place => place < Set.Count));
        Assert.Equal((Set.Count, Set.Count - ((Set.Count + 2) / 3)), (Labelled(Options), Labelled(Options with { SkipBadWindows = true })));
    }

    [Fact]
    public void A_context_longer_than_the_recordings_is_refused()
    {
        using TemporaryFolder folder = new();
        string message = Assert.Throws<InvalidDataException>(() => new Experiment(new ToyCohort("S2", "S3"), Options with { ContextSeconds = 200 })
            .Run(folder["run"], resume: false, new Witness(), CancellationToken.None)).Message;
        Assert.Contains("--context 200 is longer than every recording, in which at most ", message, StringComparison.Ordinal);
    }
}
