namespace AttX.Evaluation;

/// <summary>Numbers of test and training windows of each class in one fold.</summary>
/// <param name="Subject">The subject left out.</param>
/// <param name="Test">Its windows of each class.</param>
/// <param name="Training">The training subjects' windows of each class.</param>
public sealed record FoldLabels(string Subject, IReadOnlyList<int> Test, IReadOnlyList<int> Training)
{
    /// <summary>
    /// Derives the folds of a leave-one-subject-out run from its results; all folds must be present, because each trains on the
    /// others.
    /// </summary>
    public static IReadOnlyList<FoldLabels> Of(IReadOnlyList<FoldScores> folds)
    {
        int[][] counts = [.. folds.Select(Counts)];
        return [.. folds.Select((f, i) => new FoldLabels(f.Subject, counts[i],
            [.. counts[i].Select((own, c) => counts.Sum(n => n[c]) - own)]))];
    }

    /// <summary>Derives the folds of any run.</summary>
    /// <param name="folds">The scores of each test subject.</param>
    /// <param name="training">The class counts of each subject that a test subject's model was trained on.</param>
    public static IReadOnlyList<FoldLabels> Of(IReadOnlyList<FoldScores> folds, Func<string, IEnumerable<IReadOnlyList<int>>> training) =>
        [.. folds.Select(f => new FoldLabels(f.Subject, Counts(f), [.. Enumerable.Range(0, f.Confusion.Classes).Select(c => training(f.Subject).Sum(n => n[c]))]))];

    private static int[] Counts(FoldScores fold) => [.. Enumerable.Range(0, fold.Confusion.Classes).Select(fold.Confusion.TrueCount)];
}

/// <summary>Scores attainable without looking at the signals, which a network has to exceed.</summary>
public static class Baselines
{
    /// <summary>
    /// Scores the constant prediction of the training subjects' most frequent class; of equally frequent ones, the first.
    /// </summary>
    /// <exception cref="ArgumentException">No test windows.</exception>
    public static FoldScores MajorityClass(FoldLabels fold)
    {
        int majority = fold.Training.ToList().IndexOf(fold.Training.Max());
        return new FoldScores(fold.Subject, ConfusionMatrix.Of(
            fold.Test.SelectMany((n, c) => Enumerable.Repeat((c, majority), n)), fold.Test.Count));
    }

    /// <summary>
    /// Computes the expected scores of guessing each window's class at random, in the proportions q of the training subjects' windows.
    /// Exact, for all scores: of N windows, k_c are taken for class c with multinomial probability, and then k_c·n_c/N of
    /// class c's n_c are expected to be right (hypergeometric); given k every score is linear in those. The sum runs over all k,
    /// N^(classes−1)/(classes−1)! of them.
    /// </summary>
    /// <exception cref="ArgumentException">No test windows, or no training windows.</exception>
    public static SubjectScores Proportional(FoldLabels fold)
    {
        int windows = fold.Test.Sum(), training = fold.Training.Sum();
        if (windows == 0 || training == 0)
            throw new ArgumentException($"{fold.Subject} has {windows} test and {training} training windows: nothing to guess.", nameof(fold));
        double[] logFactorial = new double[windows + 1], occurring = [.. fold.Test.Select(n => (double)n)];
        for (int i = 1; i <= windows; i++)
            logFactorial[i] = logFactorial[i - 1] + Math.Log(i);
        double[] logShare = [.. fold.Training.Select(n => Math.Log((double)n / training))];
        ClassificationScores expected = new(0, 0, 0, 0);
        foreach (int[] guesses in Divisions(windows, fold.Training.Count))
        {
            double log = logFactorial[windows] + guesses.Select((k, c) => k == 0 ? 0 : (k * logShare[c]) - logFactorial[k]).Sum();
            double[] predicted = [.. guesses.Select(k => (double)k)], right = [.. guesses.Select((k, c) => k * occurring[c] / windows)];
            ClassificationScores scores = ClassificationScores.Of(occurring, predicted, right);
            expected = ClassificationScores.ForEach(metric => expected[metric] + (Math.Exp(log) * scores[metric]));
        }

        return new SubjectScores(fold.Subject, expected);
    }

    /// <summary>
    /// Computes the Brier score, defined as <see cref="Calibration.BrierScore"/>, of the training windows' class shares as every window's probabilities: what
    /// probabilities that know nothing but the base rate get.
    /// </summary>
    /// <exception cref="ArgumentException">No test windows, or a fold without training windows.</exception>
    public static double BaseRateBrier(IReadOnlyList<FoldLabels> folds)
    {
        if (folds.All(f => f.Test.Sum() == 0) || folds.Any(f => f.Training.Sum() == 0))
            throw new ArgumentException("No test windows, or a fold without training windows: no base rate.", nameof(folds));
        return folds.Sum(Squares) / folds.Sum(f => f.Test.Sum());

        static double Squares(FoldLabels fold)
        {
            double[] shares = [.. fold.Training.Select(n => (double)n / fold.Training.Sum())];
            double squares = fold.Test.Select((n, label) => n * shares.Select((share, c) => Math.Pow(share - (c == label ? 1 : 0), 2)).Sum()).Sum();
            return shares.Length == 2 ? squares / 2 : squares;
        }
    }

    /// <summary>Enumerates all ways of dividing the windows among the classes.</summary>
    private static IEnumerable<int[]> Divisions(int windows, int classes) => classes == 1
        ? [[windows]]
        : from first in Enumerable.Range(0, windows + 1)
          from rest in Divisions(windows - first, classes - 1)
          select (int[])[first, .. rest];
}
