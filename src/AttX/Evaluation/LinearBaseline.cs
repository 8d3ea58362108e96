namespace AttX.Evaluation;

/// <summary>
/// A linear discriminant with equal priors of a few plain features, which a network has to exceed: features standardised by the training rows and cut
/// at ±5, covariance within the classes plus 0.01 on its diagonal. For two classes, the score (x − (μ₀ + μ₁)/2)·Σ⁻¹(μ₁ − μ₀).
/// </summary>
public sealed class LinearBaseline
{
    private const double Ridge = 0.01, Limit = 5, Least = 1e-9;

    private readonly double[] _means, _deviations, _offsets;
    private readonly double[][] _weights;

    private LinearBaseline(double[] means, double[] deviations, double[][] weights, double[] offsets) =>
        (_means, _deviations, _weights, _offsets) = (means, deviations, weights, offsets);

    /// <summary>Fits the discriminant.</summary>
    /// <param name="rows">The training windows' features, each of one length, without missing values.</param>
    /// <param name="labels">The class of each.</param>
    /// <param name="classes">Number of classes.</param>
    /// <exception cref="InvalidDataException">A class has fewer than two windows.</exception>
    public static LinearBaseline Fit(IReadOnlyList<double[]> rows, IReadOnlyList<int> labels, int classes)
    {
        for (int k = 0; k < classes; k++)
            if (labels.Count(l => l == k) is < 2 and var few)
                throw new InvalidDataException($"The linear baseline needs 2 training windows of each class; class {k} has {few}.");
        int size = rows[0].Length;
        double[] means = Mean(rows), deviations = [.. Enumerable.Range(0, size).Select(c => Math.Sqrt(rows.Sum(r => Math.Pow(r[c] - means[c], 2)) / rows.Count) + Least)];
        double[][] scaled = [.. rows.Select(r => Scale(r, means, deviations))];
        double[,] within = new double[size, size];
        double[][] centres = new double[classes][];
        for (int k = 0; k < classes; k++)
        {
            double[][] own = [.. scaled.Where((_, i) => labels[i] == k)];
            centres[k] = Mean(own);
            AddCovariance(within, own, centres[k], (double)own.Length / rows.Count / (own.Length - 1));
        }

        for (int c = 0; c < size; c++)
            within[c, c] += Ridge;
        double[][] weights = [.. centres.Select(centre => Solve((double[,])within.Clone(), [.. centre]))];
        return new LinearBaseline(means, deviations, weights, [.. centres.Select((centre, k) => -0.5 * Dot(centre, weights[k]))]);
    }

    /// <summary>Computes the score of each class: the largest, the first of equal ones, is the prediction.</summary>
    public double[] Score(double[] row)
    {
        double[] scaled = Scale(row, _means, _deviations);
        return [.. _weights.Select((w, k) => Dot(scaled, w) + _offsets[k])];
    }

    /// <summary>Predicts a subject's windows: probabilities are the scores' softmax.</summary>
    /// <param name="test">The windows with their labels; what was predicted for them is not used.</param>
    /// <param name="rows">Their features.</param>
    public Predictions Predict(Predictions test, IReadOnlyList<double[]> rows) => test with
    {
        Items = [.. test.Items.Zip(rows, (window, row) =>
        {
            double[] scores = Score(row), exponentials = [.. scores.Select(s => Math.Exp(s - scores.Max()))];
            return window with { Predicted = scores.IndexOf(scores.Max()), Probabilities = [.. exponentials.Select(e => (float)(e / exponentials.Sum()))] };
        })],
    };

    private static double[] Scale(double[] row, double[] means, double[] deviations) =>
        [.. row.Select((v, c) => Math.Clamp((v - means[c]) / deviations[c], -Limit, Limit))];

    private static double[] Mean(IReadOnlyList<double[]> rows) =>
        [.. Enumerable.Range(0, rows[0].Length).Select(c => rows.Sum(r => r[c]) / rows.Count)];

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static void AddCovariance(double[,] sum, double[][] rows, double[] centre, double factor)
    {
        foreach (double[] row in rows)
            for (int i = 0; i < centre.Length; i++)
                for (int j = 0; j < centre.Length; j++)
                    sum[i, j] += factor * (row[i] - centre[i]) * (row[j] - centre[j]);
    }

    /// <summary>Solves a symmetric positive definite system in place by elimination.</summary>
    private static double[] Solve(double[,] a, double[] b)
    {
        int size = b.Length;
        for (int k = 0; k < size; k++)
            for (int i = k + 1; i < size; i++)
            {
                double factor = a[i, k] / a[k, k];
                for (int j = k; j < size; j++)
                    a[i, j] -= factor * a[k, j];
                b[i] -= factor * b[k];
            }

        for (int k = size - 1; k >= 0; k--)
        {
            for (int j = k + 1; j < size; j++)
                b[k] -= a[k, j] * b[j];
            b[k] /= a[k, k];
        }

        return b;
    }
}
