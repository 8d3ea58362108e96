using System.Text.Json;
using AttX.Evaluation;
using AttX.Testing;

namespace AttX.Tests.Evaluation;

public class ClockTests
{
    private static readonly JsonSerializerOptions CamelCase = new(JsonSerializerDefaults.Web);

    private static readonly ClockGolden Golden = JsonSerializer.Deserialize<ClockGolden>(
        File.ReadAllText(Path.Combine(RealData.RepositoryRoot, "tests", "golden", "clock.json")), CamelCase)!;

    [Fact]
    public void The_clock_predicts_the_share_of_the_training_peoples_windows()
    {
        foreach (ClockPerson person in Golden.People)
        {
            Predictions predicted = new ClockBaseline([.. Golden.People.Where(p => p != person).Select(p => p.Predictions)]).Predict(person.Predictions);
            Assert.Equal(person.Clock.Select(p => (float)p), predicted.Items.Select(p => p.Probabilities[1]));
            Assert.Equal(person.Clock.Select(p => p > 0.5 ? 1 : 0), predicted.Items.Select(p => p.Predicted));
            Assert.Equal(person.Label, predicted.Items.Select(p => p.Label));
        }
    }

    [Fact]
    public void The_matched_area_is_that_of_all_pairs()
    {
        ClockMatchedAuc auc = ClockMatchedAuc.Of([.. Golden.People.Select(p => p.Predictions)], 1, seed: 1)!;
        Assert.Equal(Golden.Area, auc.Area, 1e-14);
        Assert.Equal(Golden.Pairs, auc.Pairs);
        Assert.Equal(6, auc.People);
        Assert.InRange(auc.Area, auc.Interval!.Value.Low, auc.Interval.Value.High);
        Assert.Equal(auc, ClockMatchedAuc.Of([.. Golden.People.Select(p => p.Predictions)], 1, seed: 1));
        Assert.NotEqual(auc.Interval, ClockMatchedAuc.Of([.. Golden.People.Select(p => p.Predictions)], 1, seed: 2)!.Interval);
    }

    [Fact]
    public void What_the_clock_says_is_worth_a_half_where_pairs_share_their_time()
    {
        Predictions[] people = [.. Enumerable.Range(0, 4).Select(i => new Predictions($"P{i}", 2,
            [.. Enumerable.Range(0, 100).Select(w => new Prediction(60.0 * w, (w + (13 * i)) / 25 % 2, 0, [0, w / 100f]))]))];
        Assert.Equal(0.5, ClockMatchedAuc.Of(people, 1, seed: 1, reachSeconds: 1)!.Area);
    }

    [Fact]
    public void Without_a_pair_there_is_no_area()
    {
        Prediction positive = new(0, 1, 1, [0, 1]), early = new(0, 0, 0, [1, 0]), late = new(60, 0, 0, [1, 0]);
        Assert.Null(ClockMatchedAuc.Of([new("A", 2, [positive, early])], 1, seed: 1));
        Assert.Null(ClockMatchedAuc.Of([new("A", 2, [positive]), new("B", 2, [late])], 1, seed: 1));
        Assert.Equal(2, ClockMatchedAuc.Of([new("A", 2, [positive]), new("B", 2, [early])], 1, seed: 1)!.People);
    }

    private sealed record ClockGolden(ClockPerson[] People, double Area, long Pairs);

    private sealed record ClockPerson(string Subject, double[] Start, int[] Label, float[] Score, double[] Clock)
    {
        public Predictions Predictions => new(Subject, 2, [.. Start.Select((t, i) => new Prediction(t, Label[i], 0, [1 - Score[i], Score[i]]))]);
    }
}
