using AttX.Evaluation;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Tests.Evaluation;

/// <summary>Tests predictions with sessions that begin at conditions, and their scores.</summary>
public class StartPredictionsTests
{
    private static readonly string[] Labels = ["baseline", "baseline", "stress", "stress", "baseline", "amusement"];

    [Fact]
    public void A_session_begins_at_the_first_run_of_each_condition()
    {
        var asked = new List<int>();
        StartPredictions starts = Predict(Labels, settleSeconds: 0, asked)!;
        Assert.Equal([4, 24, 54], asked);
        Assert.Equal(["baseline", "stress", "amusement"], starts.Starts.Select(s => s.Condition));
        Assert.Equal([6, 4, 1], starts.Starts.Select(s => s.Items.Count));
        Assert.Equal([24.5, 34.5, 44.5, 54.5], starts.Starts[1].Items.Select(p => p.StartSeconds));
        Assert.All(starts.Starts, s => Assert.All(s.Items, p => Assert.Equal(1f / (1 + s.StartSecond), p.Probabilities[1])));
    }

    [Fact]
    public void Windows_too_soon_after_a_start_are_not_estimated_and_a_start_without_any_is_left_out()
    {
        StartPredictions starts = Predict(Labels, settleSeconds: 15, [])!;
        Assert.Equal([("baseline", 24.5), ("stress", 44.5)], starts.Starts.Select(s => (s.Condition, s.Items[0].StartSeconds)));
        Assert.Equal(["stress"], Predict(["stress", "stress"], settleSeconds: 0, [])!.Starts.Select(s => s.Condition));
        Assert.Empty(Predict(["stress"], settleSeconds: 15, [])!.Starts);
        Assert.Null(StartPredictions.Of(Windows(Labels), 0, AffectTasks.Stress, _ => null, new Constant()));
    }

    [Fact]
    public void Everything_parses_back()
    {
        StartPredictions starts = Predict(Labels, 0, [])!;
        Assert.StartsWith("condition,start_s,window_s,label,prediction,p_0,p_1\nbaseline,4,4.5,0,0,0.800000012,0.200000003\n", starts.ToCsv(2), StringComparison.Ordinal);
        Assert.Equal(starts.ToCsv(2), StartPredictions.Parse(starts.ToCsv(2), FromTrueStart(Labels)).ToCsv(2));
    }

    [Theory]
    [InlineData("condition,start_s\n", "line 1: not the header")]
    [InlineData("HEAD\namusement,54,54.5,1,0,0.5,0.5\n", "line 2: not a prediction of a window of this recording")]
    [InlineData("HEAD\namusement,54,44.5,0,0,0.5,0.5\n", "line 2: not a prediction of a window")]
    [InlineData("HEAD\namusement,54,54.5,0,2,0.5,0.5\n", "line 2: not a prediction of a window")]
    [InlineData("HEAD\namusement,55,54.5,0,0,0.5,0.5\n", "line 2: not a second up to its window's start")]
    [InlineData("HEAD\nstress,44,44.5,0,0,0.5,0.5\nstress,43,54.5,0,0,0.5,0.5\n", "line 3: not a prediction of a window")]
    [InlineData("HEAD\na,0,4,0,0,1,0\na,0,4,0,0,1,0\na,0,4,0,0,1,0\na,0,4,0,0,1,0\na,0,4,0,0,1,0\na,0,4,0,0,1,0\na,0,4,0,0,1,0\n", "a has 7 windows, and the recording 6")]
    public void Other_text_is_refused(string csv, string where) => Assert.Contains(where, Assert.Throws<InvalidDataException>(() => StartPredictions.Parse(
        csv.Replace("HEAD", "condition,start_s,window_s,label,prediction,p_0,p_1", StringComparison.Ordinal), FromTrueStart(Labels))).Message, StringComparison.Ordinal);

    [Fact]
    public void Scores_are_means_over_subjects_of_the_windows_from_each_start_on()
    {
        // Always non-stress: from the true start 4 of 6 and 1 of 2 windows are right.
        string[] other = ["baseline", "stress"];
        StartScores scores = StartScores.Of(
            [(FromTrueStart(Labels), Predict(Labels, 0, [])), (FromTrueStart(other), Predict(other, 0, []))], AffectTasks.Stress.Labels)!;
        Assert.Equal([(null, 2, 8), ("baseline", 2, 8), ("stress", 2, 5), ("amusement", 1, 1)], scores.Rows.Select(r => (r.Condition, r.Subjects, r.Windows)));
        Assert.Equal([(4.0 / 6 + 0.5) / 2, (4.0 / 6 + 0.5) / 2, (0.5 + 0) / 2, 1], scores.Rows.Select(r => r.Accuracy));
        Assert.Equal([0.5, 0.5, (0.5 + 0) / 2, 1], scores.Rows.Select(r => r.BalancedAccuracy));
        Assert.Equal([0.5, 0.5, 0.5, null], scores.Rows.Select(r => r.Area));
        Assert.Equal((0.75, 0.75, 0.0), (scores.Spread(s => s.Accuracy), scores.Spread(s => s.BalancedAccuracy), scores.Spread(s => s.Area)));
        Assert.Equal((0.0, 0.0), (scores.Change(s => s.Accuracy), scores.Change(s => s.Area))); // the same windows, predicted the same from the true start
        Assert.Null(StartScores.Of([(FromTrueStart(other), null)], []));
    }

    [Fact]
    public void The_change_is_against_the_same_windows_from_the_true_start()
    {
        Predictions all = FromTrueStart(["baseline", "stress", "stress"]);
        StartPredictions wrong = new([new("stress", 14, [.. all.Items.Skip(1).Select((p, i) => p with { Predicted = i })])]);
        StartScores scores = StartScores.Of([(all, wrong)], AffectTasks.Stress.Labels)!;
        Assert.Equal((0.5, 0.0), (scores.Rows[1].Accuracy, scores.Rows[1].Same!.Accuracy));
        Assert.Equal((0.5, null), (scores.Change(s => s.Accuracy), scores.Change(s => s.Area)));
        StartScores mean = StartScores.Mean([scores, StartScores.Of([(all, new([new("stress", 14, [.. all.Items.Skip(1)])]))], [])!]);
        Assert.Equal((0.25, 0.0), (mean.Rows[1].Accuracy, mean.Rows[1].Same!.Accuracy));
    }

    private static StartPredictions? Predict(string[] labels, double settleSeconds, List<int> asked)
    {
        var predictor = new Constant();
        return StartPredictions.Of(Windows(labels), settleSeconds, AffectTasks.Stress, second =>
        {
            asked.Add(second);
            predictor.Stress = 1f / (1 + second);
            return Windows(labels);
        }, predictor);
    }

    private static Predictions FromTrueStart(string[] labels) => SubjectPrediction.Of(new Constant(), Windows(labels), AffectTasks.Stress).Predictions;

    /// <summary>Windows of 10 s, the first at 4.5 s.</summary>
    private static WindowSet Windows(string[] labels) => new()
    {
        Subject = "S2",
        Spec = new WindowSpec(8, 10, 0),
        Modalities = [Modality.Eda],
        Windows = [.. labels.Select((label, i) => new Window(36 + (80 * i), label))],
        Signals = [new float[80 * labels.Length]],
        Statistics = [],
    };

    /// <summary>Says non-stress, with this probability of stress.</summary>
    private sealed class Constant : IWindowPredictor
    {
        public float Stress { get; set; } = 0.25f;

        public (int Class, float[] Probabilities) Predict(WindowSet windows, int window) => (0, [1 - Stress, Stress]);
    }
}
