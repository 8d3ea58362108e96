using AttX.Classical.Learning;
using AttX.Classical.SupportVectors;
using AttX.Classical.Table;

namespace AttX.Classical.Tests.Table;

public class GoldenTests
{
    /// <summary>
    /// Largest difference of a decision value, relative to the largest of the case. Of support vector machines, LIBSVM keeps the kernel in single precision.
    /// </summary>
    private const double Bound = 1e-6;

    public static TheoryData<int, int> Cases
    {
        get
        {
            var data = new TheoryData<int, int>();
            for (int p = 0; p < LearnersGolden.Instance.Problems.Length; p++)
                for (int c = 0; c < LearnersGolden.Instance.Problems[p].Cases.Length; c++)
                    data.Add(p, c);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Decision_values_and_probabilities_are_scikit_learns(int problemIndex, int caseIndex)
    {
        LearningProblem problem = LearnersGolden.Instance.Problems[problemIndex];
        LearnerCase golden = problem.Cases[caseIndex];
        IFittedClassifier classifier = LearnerTable.Find(golden.Learner).Create(golden.Options).Fit(problem.TrainingSet(), seed: 1);
        Samples test = problem.Test();
        double[] scores = new double[problem.Classes], probabilities = new double[problem.Classes];
        double largest = Math.Max(1, golden.Values.Max(v => v.Max(Math.Abs)));
        for (int r = 0; r < golden.Values.Length; r++)
        {
            classifier.Score(test[r], scores);
            double[] values = problem.Classes == 2 ? [scores[1] - scores[0]] : scores;
            for (int k = 0; k < values.Length; k++)
                Assert.True(Math.Abs(values[k] - golden.Values[r][k]) <= Bound * largest,
                    $"{golden.Learner}, row {r}: {values[k]:R}, expected {golden.Values[r][k]:R}");
            classifier.Probabilities(test[r], probabilities);
            Assert.Equal(1, probabilities.Sum(), 1e-12);
            for (int k = 0; golden.Probabilities != null && k < probabilities.Length; k++)
                Assert.Equal(golden.Probabilities[r][k], probabilities[k], Bound);
        }
    }

    [Fact]
    public void A_forest_is_as_good_as_scikit_learns_over_seeds()
    {
        (LearningProblem problem, ForestSpread spread) = (LearnersGolden.Instance.Problems[0], LearnersGolden.Instance.Forest);
        int[] labels = problem.Labels[problem.Training..];
        Samples test = problem.Test();
        double[] accuracy = new double[5], loss = new double[5], scores = new double[2];
        for (int seed = 0; seed < accuracy.Length; seed++)
        {
            IFittedClassifier forest = LearnerTable.Find("random-forest").Create(new Dictionary<string, string>()).Fit(problem.TrainingSet(), (ulong)seed);
            for (int r = 0; r < labels.Length; r++)
            {
                forest.Probabilities(test[r], scores);
                accuracy[seed] += (scores[1] > scores[0] ? 1 : 0) == labels[r] ? 1.0 / labels.Length : 0;
                loss[seed] -= Math.Log(Math.Clamp(scores[labels[r]], 0.005, 1)) / labels.Length;
            }
        }

        Assert.InRange(accuracy.Average(), spread.Accuracy.Min() - 1e-9, spread.Accuracy.Max() + 1e-9);
        Assert.InRange(loss.Average(), spread.LogLoss.Min(), spread.LogLoss.Max());
    }

    [Fact]
    public void The_sigmoid_is_scikit_learns()
    {
        SigmoidCase golden = LearnersGolden.Instance.Sigmoid;
        Sigmoid curve = Sigmoid.Fit(golden.Decisions, golden.IsFirst);
        Assert.Equal(golden.A, curve.A, 1e-4);
        Assert.Equal(golden.B, curve.B, 1e-4);
    }
}
