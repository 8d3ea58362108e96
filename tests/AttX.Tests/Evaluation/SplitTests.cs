using AttX.Evaluation;
using AttX.Ground;

namespace AttX.Tests.Evaluation;

public class SplitTests
{
    private static readonly string[] People = ["a.S2", "a.S3", "a.S10", "b.S2", "b.P1"];

    private static readonly Dictionary<string, IReadOnlyList<string>> Datasets = new() { ["a"] = People[..3], ["b"] = People[3..] };

    [Theory]
    [InlineData("loso")]
    [InlineData("group-k-fold:5")]
    [InlineData("leave-one-dataset-out")]
    [InlineData("a>b")]
    [InlineData("a+b>c")]
    public void A_split_is_written_as_it_is_read(string text)
    {
        Assert.Equal(text, Split.Parse(text).ToString());
        Assert.Equal(Split.Parse(text), Split.Parse(text));
    }

    [Theory]
    [InlineData("loo", "must be loso, group-k-fold:K, leave-one-dataset-out, or datasets such as wesad>sp, got loo")]
    [InlineData("group-k-fold:1", "must have at least 2 groups")]
    [InlineData("group-k-fold:x", "must have at least 2 groups")]
    [InlineData("a>", "must be loso")]
    [InlineData("a+a>b", "each dataset once")]
    [InlineData("a+b>b", "trains and tests on b")]
    public void Another_text_is_refused(string text, string message) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => Split.Parse(text)).Message);

    [Theory]
    [InlineData("loso", 5)]
    [InlineData("group-k-fold:2", 2)]
    [InlineData("group-k-fold:5", 5)]
    [InlineData("leave-one-dataset-out", 2)]
    public void Everybody_is_tested_once_by_a_model_of_everybody_else(string text, int count)
    {
        IReadOnlyList<Fold> folds = Folds(text);
        Assert.Equal(count, folds.Count);
        Assert.Equal(People.Order(), folds.SelectMany(f => f.TestSubjects).Order());
        Assert.All(folds, f => Assert.Equal(People.Except(f.TestSubjects), f.TrainingSubjects));
    }

    [Fact]
    public void Groups_differ_by_one_at_most_and_follow_from_the_seed_and_the_names()
    {
        string[] many = [.. Enumerable.Range(1, 17).Select(i => $"S{i}")];
        IReadOnlyList<Fold> folds = Split.Parse("group-k-fold:5").Folds(many, new Dictionary<string, IReadOnlyList<string>>(), 1);
        Assert.Equal([3, 3, 3, 4, 4], folds.Select(f => f.TestSubjects.Count).Order());
        Assert.NotEqual(Groups(folds), Groups(Split.Parse("group-k-fold:5").Folds(many, new Dictionary<string, IReadOnlyList<string>>(), 2)));
        Assert.Equal(Groups(folds), Groups(Split.Parse("group-k-fold:5").Folds([.. many.Reverse()], new Dictionary<string, IReadOnlyList<string>>(), 1)));
    }

    [Fact]
    public void One_dataset_is_trained_on_and_another_tested_on()
    {
        Fold fold = Assert.Single(Folds("b>a"));
        Assert.Equal(("trained-on-b", false), (fold.Name, fold.IsOfOneSubject));
        Assert.Equal(People[..3], fold.TestSubjects);
        Assert.Equal(People[3..], fold.TrainingSubjects);
    }

    [Fact]
    public void The_same_dataset_on_both_sides_leaves_out_its_subjects_with_the_seeds_of_it_alone()
    {
        IReadOnlyList<Fold> folds = Folds("b>b");
        Assert.Equal(["b.S2", "b.P1"], folds.Select(f => f.Name));
        Assert.Equal(["S2", "P1"], folds.Select(f => f.SeedName));
        Assert.Equal(["b.P1"], folds[0].TrainingSubjects);
    }

    [Theory]
    [InlineData("group-k-fold:6", "there are 5 subjects")]
    [InlineData("a>c", "there is no dataset c with subjects; there are a, b")]
    public void Subjects_that_do_not_allow_the_split_are_refused(string text, string message) =>
        Assert.Contains(message, Assert.Throws<OptionsException>(() => Folds(text)).Message);

    [Theory]
    [InlineData("leave-one-dataset-out", "needs at least 2 datasets")]
    [InlineData("a>b", "there is but one")]
    public void A_single_dataset_allows_no_split_of_datasets(string text, string message) => Assert.Contains(message,
        Assert.Throws<OptionsException>(() => Split.Parse(text).Folds(People, new Dictionary<string, IReadOnlyList<string>>(), 1)).Message);

    private static IReadOnlyList<Fold> Folds(string text) => Split.Parse(text).Folds(People, Datasets, 1);

    /// <summary>The groups as text, whatever the order of the subjects.</summary>
    private static string Groups(IEnumerable<Fold> folds) => string.Join('|', folds.Select(f => string.Join(' ', f.TestSubjects.Order())));
}
