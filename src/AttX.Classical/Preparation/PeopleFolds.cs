using AttX.Classical.Learning;
using AttX.Signals.Features;

namespace AttX.Classical.Preparation;

/// <summary>
/// The training rows divided by people: each part is left out once, and imputation and standardisation are fitted to the others. Divisions in which a class
/// would be without rows are left out. A test person has no part in it.
/// </summary>
public sealed class PeopleFolds
{
    private readonly Division[] _divisions;
    private readonly int _classes;

    private PeopleFolds(Division[] divisions, int classes) => (_divisions, _classes) = (divisions, classes);

    /// <summary>Divides rows.</summary>
    /// <param name="training">The training rows; NaN is a missing value.</param>
    /// <param name="names">The columns' names, for messages.</param>
    /// <param name="labels">The class of each row.</param>
    /// <param name="groups">The person of each row, as a number from 0.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="folds">Parts, at most: there are never more than people.</param>
    /// <returns>Null with fewer than two people, or if in no division all classes can be learnt.</returns>
    public static PeopleFolds? Of(
        Samples training, IReadOnlyList<string> names, IReadOnlyList<int> labels, IReadOnlyList<int> groups, int classes, int folds = 5)
    {
        Division[] divisions = [.. Divide(training, names, labels, groups, classes, folds)];
        return divisions.Length == 0 ? null : new PeopleFolds(divisions, classes);
    }

    /// <summary>Returns the balanced accuracy of a learner on the people left out.</summary>
    /// <param name="learner">The learner.</param>
    /// <param name="columns">The columns that it sees.</param>
    /// <param name="seed">Decides every random number of the learner.</param>
    /// <param name="cancellation">Cancels the fits.</param>
    public double Score(ILearner learner, int[] columns, ulong seed, CancellationToken cancellation = default)
    {
        (int[] right, int[] all, double[] scores) = (new int[_classes], new int[_classes], new double[_classes]);
        foreach (Division division in _divisions)
        {
            cancellation.ThrowIfCancellationRequested();
            IFittedClassifier fitted = learner.Fit(
                new TrainingSet(division.Training.OfColumns(columns), division.Labels, _classes, division.Groups), seed, cancellation: cancellation);
            Samples test = division.Test.OfColumns(columns);
            for (int r = 0; r < test.Rows; r++)
            {
                fitted.Score(test[r], scores);
                int label = division.TestLabels[r];
                all[label]++;
                right[label] += scores.IndexOf(VectorMath.Largest(scores)) == label ? 1 : 0;
            }
        }

        return right.Zip(all).Where(c => c.Second > 0).Average(c => (double)c.First / c.Second);
    }

    private static IEnumerable<Division> Divide(
        Samples training, IReadOnlyList<string> names, IReadOnlyList<int> labels, IReadOnlyList<int> groups, int classes, int folds)
    {
        int[] people = [.. groups.Distinct().Order()];
        for (int fold = 0; fold < Math.Min(folds, people.Length); fold++)
        {
            int[] outside = [.. Enumerable.Range(0, labels.Count).Where(r => Array.BinarySearch(people, groups[r]) % folds == fold)];
            int[] inside = [.. Enumerable.Range(0, labels.Count).Except(outside)];
            int[] insideLabels = [.. inside.Select(r => labels[r])];
            if (insideLabels.Distinct().Count() < classes)
                continue;
            FeaturePreparation preparation = FeaturePreparation.Fit(training.OfRows(inside).Values, names);
            yield return new Division(training.OfRows(inside).Prepared(preparation), insideLabels, [.. inside.Select(r => groups[r])],
                training.OfRows(outside).Prepared(preparation), [.. outside.Select(r => labels[r])]);
        }
    }

    private sealed record Division(Samples Training, int[] Labels, int[] Groups, Samples Test, int[] TestLabels);
}
