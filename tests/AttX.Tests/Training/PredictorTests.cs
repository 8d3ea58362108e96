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
        LabelledWindows all = new([set], ClassScheme.Binary);
        float[] together = Predictor.Probabilities(net, all);
        Assert.Equal(34 * 2, together.Length);
        for (int first = 0; first + 7 <= set.Count; first += 7)
        {
            WindowSet part = Slice(set, first, 7);
            int before = Enumerable.Range(0, first).Count(i => ClassScheme.Binary.Uses(set.Windows[i].State));
            float[] alone = Predictor.Probabilities(net, new LabelledWindows([part], ClassScheme.Binary));
            Assert.Equal(together.AsSpan(before * 2, alone.Length).ToArray(), alone);
        }
    }

    [Fact]
    public void Probabilities_add_up_to_one_and_prediction_leaves_the_network_as_it_is()
    {
        AttXNet net = new(SyntheticWindows.Options with { Classes = 3 }, seed: 1);
        float[][] before = [.. net.Arena.Parameters.Select(p => p.Values.ToArray())];
        float[] p = Predictor.Probabilities(net, new LabelledWindows([SyntheticWindows.Set("S", 20)], ClassScheme.ThreeClass));
        Assert.All(p.Chunk(3), row => Assert.Equal(1, row.Sum(), 1e-6));
        Assert.All(p, value => Assert.InRange(value, 0, 1));
        Assert.Equal(before, net.Arena.Parameters.Select(q => q.Values.ToArray()));
    }

    [Fact]
    public void No_windows_no_probabilities() => Assert.Empty(
        Predictor.Probabilities(new AttXNet(SyntheticWindows.Options, 1), new LabelledWindows([], ClassScheme.Binary)));

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
