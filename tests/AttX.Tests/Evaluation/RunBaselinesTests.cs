using AttX.Evaluation;
using AttX.Signals;

namespace AttX.Tests.Evaluation;

public class RunBaselinesTests
{
    private static readonly IReadOnlyList<Fold> Folds = LeaveOneSubjectOut.Folds(["S2", "S3", "S4"]);

    [Fact]
    public void Both_learn_from_the_training_people_of_each_fold_alone()
    {
        Dictionary<string, BaselineSubject> people = People();
        RunBaselines baselines = RunBaselines.Of(Folds, people, _ => { });
        Assert.Equal(["S2", "S3", "S4"], baselines.Clock.Select(p => p.Subject));
        Predictions[] others = [people["S2"].Windows, people["S3"].Windows];
        Assert.Equal(new ClockBaseline(others).Predict(people["S4"].Windows).ToCsv(), baselines.Clock[2].ToCsv());
        double[][] rows = [.. others.SelectMany(p => Enumerable.Range(0, p.Items.Count).Select(w => people[p.Subject].Features![w].ToArray()))];
        var linear = LinearBaseline.Fit(rows, [.. others.SelectMany(p => p.Items).Select(w => w.Label)], 2);
        Assert.Equal(linear.Predict(people["S4"].Windows, [.. Enumerable.Range(0, 8).Select(w => people["S4"].Features![w].ToArray())]).ToCsv(), baselines.Linear![2].ToCsv());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_file_reads_back(bool withFeatures)
    {
        RunBaselines baselines = RunBaselines.Of(Folds, People(withFeatures), _ => { }), read = RunBaselines.Parse(baselines.ToCsv());
        Assert.Equal(baselines.ToCsv(), read.ToCsv());
        Assert.Equal(withFeatures, read.Linear != null);
        Assert.Contains("line 3", Assert.Throws<InvalidDataException>(() => RunBaselines.Parse(baselines.ToCsv().Replace("S2,60,", "S2,sixty,"))).Message);
    }

    [Fact]
    public void It_says_why_there_is_no_linear_baseline()
    {
        var notes = new List<string>();
        Dictionary<string, BaselineSubject> people = People();
        people["S3"] = people["S3"] with { Features = null };
        Assert.Null(RunBaselines.Of(Folds, people, notes.Add).Linear);
        Assert.Equal("No linear baseline: it needs BVP or ECG, EDA and TEMP of everybody, which S3 lacks.", Assert.Single(notes));
    }

    [Fact]
    public void The_matched_area_of_several_runs_is_their_mean_and_pairs_no_two_of_them()
    {
        Predictions[] right = [One("A", 1, 0.9f), One("B", 0, 0.1f)], wrong = [One("A", 1, 0.1f), One("B", 0, 0.9f)];
        ClockMatchedAuc both = ClockMatchedAuc.OfRuns([right, wrong], 1, seed: 1)!;
        Assert.Equal((0.5, 1, 2), (both.Area, both.Pairs, both.People));
        Assert.Equal([(0.0, 0.5, 1L)], ClockMatchedAuc.Course([right, wrong], 1, 300));

        static Predictions One(string subject, int label, float p) => new(subject, 2, [new Prediction(10, label, 0, [1 - p, p])]);
    }

    private static Dictionary<string, BaselineSubject> People(bool withFeatures = true) => Enumerable.Range(2, 3).ToDictionary(i => $"S{i}", i =>
    {
        Prediction[] windows = [.. Enumerable.Range(0, 8).Select(w => new Prediction(60 * w, (w + (i == 4 ? 1 : 0)) / 4 % 2, 0, []))];
        double[] values = [.. windows.SelectMany((w, n) => new[] { w.Label + (0.3 * ((i * n) % 5)), n % 3 })];
        return new BaselineSubject(new Predictions($"S{i}", 2, windows), withFeatures ? new WindowFeatures(["a", "b"], values) : null);
    });
}
