namespace AttX.Evaluation;

/// <summary>
/// Calibrated probabilities: softmax(slope · ln p + bias), p being the model's. Without biases this is temperature scaling (Guo et al. 2017) by the temperature
/// 1/slope; with two classes and a bias, Platt's (1999).
/// </summary>
/// <param name="Slope">The reciprocal of the temperature; above 0.</param>
/// <param name="Biases">One per class; the first is 0.</param>
public sealed record ProbabilityScaling(double Slope, IReadOnlyList<double> Biases)
{
    /// <summary>The least probability whose logarithm is taken.</summary>
    public const float Least = 1e-12f;

    // Beyond these, a scaling says no more than that the classes never mix.
    private const double LeastSlope = 0.01, MostSlope = 100, MostBias = 50, Tolerance = 1e-9, LongestStep = 2;
    private const int Sweeps = 500;

    /// <summary>Returns the calibrated probabilities.</summary>
    /// <param name="probabilities">The model's, one per class.</param>
    public float[] Apply(ReadOnlySpan<float> probabilities)
    {
        double[] scaled = new double[probabilities.Length];
        for (int c = 0; c < scaled.Length; c++)
            scaled[c] = Math.Log(Math.Max(probabilities[c], Least));
        Softmax(scaled, Slope, Biases, scaled);
        return [.. scaled.Select(p => (float)p)];
    }

    /// <summary>Whether it is a scaling of so many classes, and one that <see cref="Fit"/> can return.</summary>
    public bool Fits(int classes) => Slope is >= LeastSlope and <= MostSlope && Biases?.Count == classes && Biases.All(b => Math.Abs(b) <= MostBias);

    /// <summary>
    /// Fits a scaling by maximum likelihood, with Platt's targets: (n+1)/(n+C) for the true class of n windows, 1/(n+C) for each other of C, so that
    /// classes that never mix have a finite answer. The likelihood is concave; its coordinates are solved in turn by Newton's method.
    /// </summary>
    /// <param name="predictions">Predictions by models that were not trained on these people.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="kind">What is fitted.</param>
    /// <exception cref="ArgumentException">No predictions.</exception>
    public static ProbabilityScaling Fit(IReadOnlyList<Prediction> predictions, int classes, CalibrationKind kind)
    {
        if (predictions.Count == 0)
            throw new ArgumentException("No predictions to calibrate by.", nameof(predictions));
        double[][] logarithms = [.. predictions.Select(p => p.Probabilities.Select(q => Math.Log(Math.Max(q, Least))).ToArray())];
        int[] labels = [.. predictions.Select(p => p.Label)], counts = [.. Enumerable.Range(0, classes).Select(c => labels.Count(label => label == c))];
        double slope = 1, change;
        double[] biases = new double[classes];
        int sweep = 0;
        do
        {
            double step = Step(SlopeDerivatives(logarithms, labels, counts, slope, biases));
            double before = slope;
            slope = Math.Clamp(slope - step, LeastSlope, MostSlope);
            change = Math.Abs(slope - before);
            for (int c = 1; c < classes && kind == CalibrationKind.TemperatureAndBias; c++)
            {
                before = biases[c];
                biases[c] = Math.Clamp(before - Step(BiasDerivatives(logarithms, labels, counts, slope, biases, c)), -MostBias, MostBias);
                change = Math.Max(change, Math.Abs(biases[c] - before));
            }
        }
        while (change > Tolerance && ++sweep < Sweeps);
        return new ProbabilityScaling(slope, biases);
    }

    private static double Step((double First, double Second) derivatives) =>
        derivatives.Second > 0 ? Math.Clamp(derivatives.First / derivatives.Second, -LongestStep, LongestStep) : 0;

    private static (double First, double Second) SlopeDerivatives(double[][] logarithms, int[] labels, int[] counts, double slope, double[] biases)
    {
        double[] q = new double[counts.Length];
        (double first, double second) = (0, 0);
        foreach ((int i, double[] z) in logarithms.Index())
        {
            Softmax(z, slope, biases, q);
            (double mean, double square) = (0, 0);
            for (int c = 0; c < q.Length; c++)
            {
                mean += q[c] * z[c];
                square += q[c] * z[c] * z[c];
                first += (q[c] - Target(labels[i], c, counts)) * z[c];
            }

            second += square - (mean * mean);
        }

        return (first, second);
    }

    private static (double First, double Second) BiasDerivatives(
        double[][] logarithms, int[] labels, int[] counts, double slope, double[] biases, int index)
    {
        double[] q = new double[counts.Length];
        (double first, double second) = (0, 0);
        foreach ((int i, double[] z) in logarithms.Index())
        {
            Softmax(z, slope, biases, q);
            first += q[index] - Target(labels[i], index, counts);
            second += q[index] * (1 - q[index]);
        }

        return (first, second);
    }

    private static double Target(int label, int index, int[] counts) => (label == index ? counts[label] + 1.0 : 1.0) / (counts[label] + counts.Length);

    private static void Softmax(double[] logarithms, double slope, IReadOnlyList<double> biases, double[] probabilities)
    {
        double largest = double.NegativeInfinity, sum = 0;
        for (int c = 0; c < probabilities.Length; c++)
        {
            probabilities[c] = (slope * logarithms[c]) + biases[c];
            largest = Math.Max(largest, probabilities[c]);
        }

        for (int c = 0; c < probabilities.Length; c++)
            sum += probabilities[c] = Math.Exp(probabilities[c] - largest);
        for (int c = 0; c < probabilities.Length; c++)
            probabilities[c] /= sum;
    }
}
