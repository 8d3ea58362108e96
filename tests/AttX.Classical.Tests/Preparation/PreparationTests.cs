using AttX.Classical.Learning;
using AttX.Classical.Linear;
using AttX.Classical.Preparation;
using AttX.Ground;

namespace AttX.Classical.Tests.Preparation;

public class PreparationTests
{
    [Fact]
    public void Selection_finds_what_tells_the_classes_apart_and_stops_there()
    {
        (Samples samples, int[] labels, int[] groups) = People(useful: [3, 5]);
        IReadOnlyList<SelectedFeature> chosen = new ForwardSelection(new LinearDiscriminant(0), 8).Select(samples, Names(8), labels, groups, 2, seed: 1);
        Assert.Equal([3, 5], chosen.Take(2).Select(c => c.Column).Order());
        Assert.Equal(chosen.Select(c => c.Score), chosen.Select(c => c.Score).Order());
        Assert.True(chosen.Count < 8);
        Assert.Equal(chosen.Take(1), new ForwardSelection(new LinearDiscriminant(0), 1).Select(samples, Names(8), labels, groups, 2, seed: 1));
    }

    [Fact]
    public void Selection_leaves_out_people_rather_than_rows()
    {
        // Column 0 tells people apart, and each has one class: rows of the same person would give it away.
        int[] groups = [.. Enumerable.Range(0, 60).Select(r => r / 10)], labels = [.. groups.Select(g => g % 2)];
        double[] values = [.. groups.SelectMany((g, r) => new[] { g + (r / 100.0), labels[r] + (r % 3) })];
        var nearest = new AttX.Classical.Neighbours.NearestNeighbours(1);
        Assert.Equal(1, Assert.Single(new ForwardSelection(nearest, 1, folds: 6).Select(new Samples(values, 2), Names(2), labels, groups, 2, seed: 1)).Column);
    }

    [Fact]
    public void Selection_needs_people_to_leave_out() => Assert.Contains("leaving out some of 1 training people", Assert.Throws<InvalidDataException>(() =>
        new ForwardSelection(new LinearDiscriminant(0), 2).Select(new Samples([1, 2, 3, 4], 1), Names(1), [0, 1, 0, 1], [0, 0, 0, 0], 2, seed: 1)).Message, StringComparison.Ordinal);

    private static (Samples Samples, int[] Labels, int[] Groups) People(int[] useful)
    {
        var random = new Rng(7);
        int[] groups = [.. Enumerable.Range(0, 240).Select(r => r / 30)], labels = [.. groups.Select((_, r) => r % 2)];
        double[] values = [.. labels.SelectMany(label => Enumerable.Range(0, 8).Select(c => random.NextDouble() + (useful.Contains(c) ? 0.5 * label : 0)))];
        return (new Samples(values, 8), labels, groups);
    }

    private static string[] Names(int count) => [.. Enumerable.Range(0, count).Select(c => $"f{c}")];
}
