using System.Text.Json;
using AttX.Evaluation;
using AttX.Testing;

namespace AttX.Tests.Evaluation;

public class LinearBaselineTests
{
    private static readonly JsonSerializerOptions CamelCase = new(JsonSerializerDefaults.Web);

    [Fact]
    public void The_score_is_NumPys()
    {
        DiscriminantCase golden = JsonSerializer.Deserialize<BaselineGolden>(
            File.ReadAllText(Path.Combine(RealData.RepositoryRoot, "tests", "golden", "baseline.json")), CamelCase)!.Discriminant;
        var baseline = LinearBaseline.Fit(golden.Rows[..golden.Training], golden.Labels[..golden.Training], 2);
        double[][] test = golden.Rows[golden.Training..];
        Assert.Equal(golden.Scores, test.Select(baseline.Score).Select(s => s[1] - s[0]), (a, b) => Math.Abs(a - b) <= 1e-10 * Math.Max(1, Math.Abs(a)));
        Predictions windows = new("S2", 2, [.. test.Select((_, i) => new Prediction(i, golden.Labels[golden.Training + i], 0, [1, 0]))]);
        Predictions predicted = baseline.Predict(windows, test);
        Assert.Equal(golden.Scores.Select(s => s > 0 ? 1 : 0), predicted.Items.Select(p => p.Predicted));
        Assert.All(predicted.Items.Zip(golden.Scores), p => Assert.Equal(1 / (1 + Math.Exp(-p.Second)), p.First.Probabilities[1], 1e-6));
    }

    [Fact]
    public void A_class_of_one_window_is_refused() => Assert.Equal("The linear baseline needs 2 training windows of each class; class 1 has 1.",
        Assert.Throws<InvalidDataException>(() => LinearBaseline.Fit([[1], [2], [3]], [0, 0, 1], 2)).Message);

    private sealed record BaselineGolden(DiscriminantCase Discriminant);

    private sealed record DiscriminantCase(double[][] Rows, int[] Labels, int Training, double[] Scores);
}
