using System.Text;
using AttX.Classical.Learning;
using AttX.Classical.Table;
using AttX.Ground;
using AttX.Signals.Features;

namespace AttX.Classical.Tests.Table;

public class LearnerTableTests
{
    private static readonly Dictionary<string, string> Defaults = [];

    public static TheoryData<string, int> Learners
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (LearnerRow row in LearnerTable.All)
            {
                data.Add(row.Name, 0);
                data.Add(row.Name, 1);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void A_classifier_is_the_same_for_any_number_of_workers_and_reads_back_to_the_same_bits(string learner, int problem)
    {
        byte[] one = Bytes(Fit(learner, problem, workers: 1));
        Assert.Equal(one, Bytes(Fit(learner, problem, workers: 3)));
        ClassifierFile read = ClassifierFile.Read(new MemoryStream(one));
        Assert.Equal(one, Bytes(read));
        (ClassifierFile made, Samples rows) = (Fit(learner, problem, workers: 1), LearnersGolden.Instance.Problems[problem].Raw());
        double[] before = new double[made.Classes.Count], after = new double[made.Classes.Count];
        for (int r = 0; r < 40; r++)
        {
            Assert.Equal(made.Predict(rows[r], before), read.Predict(rows[r], after));
            Assert.Equal(before, after);
        }
    }

    [Fact]
    public void Another_seed_gives_another_forest() =>
        Assert.NotEqual(Bytes(Fit("random-forest", 0, seed: 1)), Bytes(Fit("random-forest", 0, seed: 2)));

    [Theory]
    [MemberData(nameof(Learners))]
    public void A_damaged_classifier_is_refused_or_predicts(string learner, int problem)
    {
        byte[] content = Bytes(Fit(learner, problem, trees: "5"));
        var random = new Rng(3);
        double[] probabilities = new double[LearnersGolden.Instance.Problems[problem].Classes];
        for (int trial = 0; trial < 60; trial++)
        {
            byte[] damaged = [.. content];
            for (int i = 0; i < 3; i++)
                damaged[random.NextInt(damaged.Length)] = (byte)"0123456789-,]}e."[random.NextInt(16)];
            try
            {
                ClassifierFile.Read(new MemoryStream(damaged)).Predict(new double[LearnersGolden.Instance.Problems[problem].Columns], probabilities);
            }
            catch (InvalidDataException e)
            {
                Assert.DoesNotContain('\n', e.Message);
            }
        }
    }

    [Theory]
    [InlineData("\"next\":[2,0,1]", "\"next\":[0,0,1]", "node 1 of a tree is followed by node 0")]
    [InlineData("\"next\":[2,0,1]", "\"next\":[2,0,7]", "leaf 1 of a tree is numbered 7")]
    [InlineData("\"features\":[0,-1,-1]", "\"features\":[9,-1,-1]", "node 0 of a tree compares feature 9 of 2")]
    [InlineData("\"thresholds\":[0.5,0,0]", "\"thresholds\":[1e999,0,0]", "Damaged classifier")]
    [InlineData("\"columns\":[0,1]", "\"columns\":[0,2]", "a column is not one of 2")]
    [InlineData("\"learner\":\"tree\"", "\"learner\":\"lda\"", "The JSON property")]
    [InlineData("\"format\":1", "\"format\":2", "update AttX")]
    public void What_is_wrong_is_said(string part, string instead, string message)
    {
        var samples = new Samples([0, 5, 1, 5], 2);
        var file = new ClassifierFile("tree", LearnerTable.Find("tree").Settings(Defaults).Values, ["a", "b"], ["x", "y"],
            new FeaturePreparation([0, 1], [0, 0], [0, 0], [1, 1]), LearnerTable.Find("tree").Create(Defaults).Fit(new TrainingSet(samples, [0, 1], 2), 1));
        string text = Encoding.UTF8.GetString(Bytes(file));
        Assert.Contains(part, text, StringComparison.Ordinal);
        var error = Assert.Throws<InvalidDataException>(() => ClassifierFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(text.Replace(part, instead, StringComparison.Ordinal)))));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_options_are_all_named_at_once()
    {
        var error = Assert.Throws<OptionsException>(() => LearnerTable.Find("svm-rbf").Create(new Dictionary<string, string> { ["c"] = "-1", ["gamma"] = "auto", ["k"] = "3" }));
        Assert.Equal(
            [
                "svm-rbf has no option k; it has c, gamma, tolerance.",
                "svm-rbf: c must be a number from 1E-06 to 1000000, got -1.",
                "svm-rbf: gamma must be scale or a number from 1E-09 to 1000, got auto.",
            ],
            error.Problems);
        Assert.Contains("there are lda, logistic", Assert.Throws<OptionsException>(() => LearnerTable.Find("xgboost")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_option_has_a_default_within_its_range() =>
        Assert.All(LearnerTable.All, row => Assert.All(row.Options, option => Assert.True(option.Allows(option.Default), $"{row.Name}: {option.Name}")));

    private static ClassifierFile Fit(string learner, int problemIndex, int workers = 1, ulong seed = 1, string trees = "12")
    {
        LearningProblem problem = LearnersGolden.Instance.Problems[problemIndex];
        LearnerRow row = LearnerTable.Find(learner);
        Dictionary<string, string> options = row.Options.Any(o => o.Name == "trees") ? new() { ["trees"] = trees } : [];
        return new ClassifierFile(learner, row.Settings(options).Values, [.. Enumerable.Range(0, problem.Columns).Select(c => $"f{c}")],
            [.. Enumerable.Range(0, problem.Classes).Select(c => $"c{c}")], problem.Preparation(), row.Create(options).Fit(problem.TrainingSet(), seed, workers));
    }

    private static byte[] Bytes(ClassifierFile file)
    {
        using var stream = new MemoryStream();
        file.Write(stream);
        return stream.ToArray();
    }
}
