using AttX.Classical.Learning;
using AttX.Classical.Table;

namespace AttX.Classical.Tests.Table;

/// <summary>What can be given wrongly, or is hardly enough to learn from.</summary>
public class RefusalTests
{
    private static readonly Dictionary<string, string> Defaults = [];

    public static TheoryData<string> Learners => [.. LearnerTable.All.Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(Learners))]
    public void Constant_features_and_a_class_of_two_rows_are_learnt_or_refused_in_a_line(string learner)
    {
        double[] probabilities = new double[2];
        foreach (TrainingSet set in new[] { Rows(constant: true), Rows(constant: false) })
            try
            {
                LearnerTable.Find(learner).Create(Defaults).Fit(set, seed: 1).Probabilities(set.Samples[0], probabilities);
                Assert.All(probabilities, p => Assert.InRange(p, 0, 1));
            }
            catch (InvalidDataException e)
            {
                Assert.DoesNotContain('\n', e.Message);
            }
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void Classes_far_apart_are_told_apart(string learner)
    {
        var set = new TrainingSet(new Samples([.. Enumerable.Range(0, 40).SelectMany(r => new double[] { (r % 2 * 50) + (r * 0.1), r % 7 })], 2),
            [.. Enumerable.Range(0, 40).Select(r => r % 2)], 2);
        IFittedClassifier fitted = LearnerTable.Find(learner).Create(Defaults).Fit(set, seed: 1);
        double[] probabilities = new double[2];
        for (int r = 0; r < 40; r++)
        {
            fitted.Probabilities(set.Samples[r], probabilities);
            Assert.True(probabilities[r % 2] > 0.5, $"row {r}: {probabilities[r % 2]}");
        }
    }

    [Fact]
    public void More_neighbours_than_windows_are_refused() => Assert.Equal("9 neighbours are more than the 8 training windows: choose fewer.",
        Assert.Throws<InvalidDataException>(() => LearnerTable.Find("knn").Create(Defaults).Fit(Rows(constant: false), seed: 1)).Message);

    [Fact]
    public void Training_rows_are_complete()
    {
        Assert.Equal("Feature 1 of row 0 is NaN: replace missing values first.",
            Assert.Throws<InvalidDataException>(() => new TrainingSet(new Samples([1, double.NaN, 3, 4], 2), [0, 1], 2)).Message);
        Assert.Equal("No row is of class 1: train on data that have some.",
            Assert.Throws<InvalidDataException>(() => new TrainingSet(new Samples([1, 2], 1), [0, 0], 2)).Message);
    }

    private static TrainingSet Rows(bool constant) =>
        new(new Samples([.. Enumerable.Range(0, 16).Select(i => constant ? 3.0 : i * i % 11)], 2), [0, 0, 0, 0, 0, 0, 1, 1], 2);
}
