namespace AttX.Evaluation;

/// <summary>Whether one class's probability can be believed for one subject.</summary>
/// <param name="Windows">Number of windows.</param>
/// <param name="MeanProbability">Mean probability of the class.</param>
/// <param name="Share">Share of the windows that are of it.</param>
/// <param name="Calibration">Brier score and expected calibration error.</param>
public sealed record SubjectReliability(int Windows, double MeanProbability, double Share, Calibration Calibration)
{
    /// <summary>By how much the class is expected too often; below 0, too seldom.</summary>
    public double Excess => MeanProbability - Share;

    /// <summary>Computes it from a subject's predictions.</summary>
    /// <exception cref="ArgumentException">No predictions.</exception>
    public static SubjectReliability Of(IReadOnlyList<Prediction> predictions, int label) => new(
        predictions.Count, predictions.Average(p => (double)p.Probabilities[label]), predictions.Average(p => p.Label == label ? 1.0 : 0), Calibration.Of(predictions));
}
