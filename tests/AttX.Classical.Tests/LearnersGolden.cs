using System.Text.Json;
using AttX.Classical.Learning;
using AttX.Signals.Features;
using AttX.Testing;

namespace AttX.Classical.Tests;

/// <summary>tests/golden/learners.json, as make_learners.py wrote it.</summary>
internal sealed record LearnersGolden(LearningProblem[] Problems, ForestSpread Forest, SigmoidCase Sigmoid)
{
    private static readonly JsonSerializerOptions CamelCase = new(JsonSerializerDefaults.Web);

    public static LearnersGolden Instance { get; } = JsonSerializer.Deserialize<LearnersGolden>(
        File.ReadAllText(Path.Combine(RealData.RepositoryRoot, "tests", "golden", "learners.json")), CamelCase)!;
}

internal sealed record LearningProblem(int Classes, int Columns, int Training, double[] Values, int[] Labels, LearnerCase[] Cases)
{
    public Samples Raw() => new(Values, Columns);

    public FeaturePreparation Preparation() => FeaturePreparation.Fit(Raw().OfRows([.. Enumerable.Range(0, Training)]).Values, [.. Enumerable.Range(0, Columns).Select(c => $"f{c}")]);

    public TrainingSet TrainingSet(int[]? groups = null) =>
        new(Raw().Prepared(Preparation()).OfRows([.. Enumerable.Range(0, Training)]), Labels[..Training], Classes, groups);

    public Samples Test() => Raw().Prepared(Preparation()).OfRows([.. Enumerable.Range(Training, Labels.Length - Training)]);
}

internal sealed record LearnerCase(string Learner, Dictionary<string, string> Options, double[][] Values, double[][]? Probabilities);

internal sealed record ForestSpread(double[] Accuracy, double[] LogLoss);

internal sealed record SigmoidCase(double[] Decisions, bool[] IsFirst, double A, double B);
