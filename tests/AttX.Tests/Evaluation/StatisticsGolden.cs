using System.Text.Json;
using AttX.Testing;

namespace AttX.Tests.Evaluation;

/// <summary>tests/golden/statistics.json, as make_statistics.py wrote it.</summary>
internal sealed record StatisticsGolden(
    WilcoxonCase[] Wilcoxon, BootstrapCase[] Bootstrap, HolmCase[] Holm, AreaCase[] Areas, CalibrationCase[] Calibration,
    MeanCase[] Means, EquivalenceCase[] Equivalence, PowerCase[] Power, ComponentCase[] Components)
{
    private static readonly JsonSerializerOptions CamelCase = new(JsonSerializerDefaults.Web);

    public static StatisticsGolden Read() => JsonSerializer.Deserialize<StatisticsGolden>(
        File.ReadAllText(Path.Combine(RealData.RepositoryRoot, "tests", "golden", "statistics.json")), CamelCase)!;
}

internal sealed record WilcoxonCase(double[] First, double[] Second, double Statistic, double P, double Effect, int Pairs);

internal sealed record BootstrapCase(double[] Values, double Confidence, double Low, double High);

internal sealed record HolmCase(double[] P, double[] Adjusted);

internal sealed record AreaCase(double[] Scores, bool[] Positive, double Area);

internal sealed record CalibrationCase(
    float[][] Probabilities, int[] Label, int[] Predicted, double Brier, double Error, BinCase[] Bins);

internal sealed record BinCase(int Bin, int Count, double Confidence, double Accuracy);

internal sealed record MeanCase(double[] Values, double Low, double High);

internal sealed record EquivalenceCase(double[] Values, double Margin, double P, double Bound);

internal sealed record PowerCase(int Subjects, double Level, double Deviations);

internal sealed record ComponentCase(double[][] PerSeed, double People, double Seeds, double Residual);
