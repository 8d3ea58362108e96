using AttX.Models;
using AttX.Signals;
using AttX.Training;

namespace AttX.Tests.Training;

public class PredictorTests
{
    [Fact]
    public void A_windows_probabilities_do_not_depend_on_the_windows_around_it()
    {
        AttXNet net = new(SyntheticWindows.Options, seed: 1);
        WindowSet set = SyntheticWindows.Set("S", 45);
        LabelledWindows all = new([set], AffectTasks.Stress);
        Predictor predictor = new(net, SyntheticWindows.Length);
        float[] together = predictor.Predict(all);
        Assert.Equal(34 * 2, together.Length);
        for (int first = 0; first + 7 <= set.Count; first += 7)
        {
            WindowSet part = Slice(set, first, 7);
            int before = Enumerable.Range(0, first).Count(i => AffectTasks.Stress.Uses(set.Windows[i].Label));
            float[] alone = predictor.Predict(new LabelledWindows([part], AffectTasks.Stress));
            Assert.Equal(together.AsSpan(before * 2, alone.Length).ToArray(), alone);
        }
    }

    [Fact]
    public void Probabilities_add_up_to_one_and_prediction_leaves_the_network_as_it_is()
    {
        AttXNet net = new(SyntheticWindows.Options with { Classes = 3 }, seed: 1);
        float[][] before = [.. net.Arena.Parameters.Select(p => p.Values.ToArray())];
        float[] p = new Predictor(net, SyntheticWindows.Length).Predict(new LabelledWindows([SyntheticWindows.Set("S", 20)], AffectTasks.Three));
        Assert.All(p.Chunk(3), row => Assert.Equal(1, row.Sum(), 1e-6));
        Assert.All(p, value => Assert.InRange(value, 0, 1));
        Assert.Equal(before, net.Arena.Parameters.Select(q => q.Values.ToArray()));
    }

    [Fact]
    public void No_windows_no_probabilities() => Assert.Empty(
        new Predictor(new AttXNet(SyntheticWindows.Options, 1), SyntheticWindows.Length).Predict(new LabelledWindows([], AffectTasks.Stress)));

    [Fact]
    public void A_prediction_allocates_nothing_and_shows_its_theta()
    {
        AttXNet net = new(SyntheticWindows.Options, seed: 1);
        Predictor predictor = new(net, SyntheticWindows.Length);
        WindowSet set = SyntheticWindows.Set("S", 2);
        float[] probabilities = new float[2], means = new float[4];
        void Predict(int window)
        {
            for (int stream = 0; stream < 2; stream++)
                set.Signal(stream, window).CopyTo(predictor.Input(stream));
            predictor.Predict(probabilities);
            for (int i = 0; i < 4; i++)
                means[i] = predictor.Attention[i / 2].Mean(i % 2, 0);
        }

        long Allocated(int window)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Predict(window);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Predict(0);
        float[] first = [.. means];
        Assert.Equal(0, Enumerable.Range(0, 8).Min(_ => Allocated(1)));
        Assert.Equal([1, 2], predictor.Attention.Select(map => map.Stage));
        Assert.NotEqual(first, means);
        Assert.Equal(1, means[0] + means[1], 1e-6);
        Assert.Equal(1, means[2] + means[3], 1e-6);
    }

    [Theory]
    [InlineData(new float[] { 0.5f, 0.5f }, 0)]
    [InlineData(new float[] { 0.1f, 0.2f, 0.7f }, 2)]
    [InlineData(new float[] { -3, -1, -1 }, 1)]
    public void The_largest_wins_and_the_first_of_several(float[] values, int expected) => Assert.Equal(expected, Predictor.ArgMax(values));

    private static WindowSet Slice(WindowSet set, int first, int count) => new()
    {
        Subject = set.Subject,
        Spec = set.Spec,
        Modalities = set.Modalities,
        Windows = [.. set.Windows.Skip(first).Take(count)],
        Signals = [.. set.Signals.Select(s => s[(first * SyntheticWindows.Length)..((first + count) * SyntheticWindows.Length)])],
        Statistics = set.Statistics,
    };
}
