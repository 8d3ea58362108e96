namespace AttX.Evaluation;

/// <summary>The windows whose confidence lies in (Low, High]; the first bin includes 0.</summary>
/// <param name="Low">Lower bound.</param>
/// <param name="High">Upper bound.</param>
/// <param name="Count">Number of windows.</param>
/// <param name="MeanConfidence">Mean predicted probability of the predicted class.</param>
/// <param name="Accuracy">Observed share of windows classified correctly.</param>
public sealed record ReliabilityBin(double Low, double High, int Count, double MeanConfidence, double Accuracy);

/// <summary>Calibration of predicted probabilities.</summary>
/// <param name="BrierScore">
/// Two classes: mean of (p₁ − y)², y = 1 for class 1, from 0 to 1. More: mean of Σ_c (p_c − y_c)², from 0 to 2 (Brier 1950), which
/// for two classes would be twice the former.
/// </param>
/// <param name="ExpectedError">
/// Expected calibration error of Guo et al. (2017): Σ_b n_b/n · |accuracy_b − mean confidence_b|. The confidence is the predicted
/// class's probability, for two classes too, where it is at least ½ and the lower bins therefore empty.
/// </param>
/// <param name="Bins">The reliability curve: the bins that have windows, in ascending order.</param>
public sealed record Calibration(double BrierScore, double ExpectedError, IReadOnlyList<ReliabilityBin> Bins)
{
    /// <summary>Number of bins of equal width.</summary>
    public const int BinCount = 10;

    /// <summary>Computes the calibration over all given windows.</summary>
    /// <exception cref="ArgumentException">No predictions.</exception>
    public static Calibration Of(IReadOnlyList<Prediction> predictions)
    {
        if (predictions.Count == 0)
            throw new ArgumentException("No predictions to judge.", nameof(predictions));
        ReliabilityBin[] bins = [.. predictions.GroupBy(Bin).OrderBy(b => b.Key).Select(b => new ReliabilityBin(
            (double)b.Key / BinCount, (b.Key + 1.0) / BinCount, b.Count(), b.Average(Confidence), b.Average(p => p.Predicted == p.Label ? 1.0 : 0)))];
        return new Calibration(
            predictions.Average(SquaredError),
            bins.Sum(b => b.Count * Math.Abs(b.Accuracy - b.MeanConfidence)) / predictions.Count,
            bins);
    }

    private static double Confidence(Prediction prediction) => prediction.Probabilities[prediction.Predicted];

    private static int Bin(Prediction prediction) => Math.Clamp((int)Math.Ceiling(Confidence(prediction) * BinCount) - 1, 0, BinCount - 1);

    private static double SquaredError(Prediction prediction) => prediction.Probabilities.Count == 2
        ? Square(prediction.Probabilities[1] - prediction.Label)
        : prediction.Probabilities.Select((p, c) => Square(p - (c == prediction.Label ? 1 : 0))).Sum();

    private static double Square(double value) => value * value;
}
