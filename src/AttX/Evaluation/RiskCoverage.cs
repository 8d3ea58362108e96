namespace AttX.Evaluation;

/// <summary>Accuracy of the estimates that are kept if one abstains below a confidence.</summary>
/// <param name="Threshold">The least probability of the predicted class that is kept.</param>
/// <param name="Coverage">Share of windows kept.</param>
/// <param name="Accuracy">Share of these classified correctly; the risk is what is missing to 1.</param>
public sealed record CoveragePoint(double Threshold, double Coverage, double Accuracy);

/// <summary>The risk–coverage curve (El-Yaniv and Wiener 2010): what abstention buys.</summary>
/// <param name="Points">One per distinct confidence, from the highest to all windows.</param>
/// <param name="Area">
/// Mean accuracy over all coverages, each window's end of its step counted once: 1 less the area under the risk–coverage curve (Geifman and El-Yaniv 2017).
/// </param>
public sealed record RiskCoverage(IReadOnlyList<CoveragePoint> Points, double Area)
{
    /// <summary>Computes the curve; windows of equal confidence are kept or left together.</summary>
    /// <exception cref="ArgumentException">No predictions.</exception>
    public static RiskCoverage Of(IReadOnlyList<Prediction> predictions)
    {
        if (predictions.Count == 0)
            throw new ArgumentException("No predictions to judge.", nameof(predictions));
        List<CoveragePoint> points = [];
        int kept = 0, right = 0;
        double area = 0;
        foreach (IGrouping<float, Prediction> step in predictions.GroupBy(p => p.Probabilities[p.Predicted]).OrderByDescending(g => g.Key))
        {
            int count = step.Count();
            kept += count;
            right += step.Count(p => p.Predicted == p.Label);
            points.Add(new CoveragePoint(step.Key, (double)kept / predictions.Count, (double)right / kept));
            area += count * points[^1].Accuracy / predictions.Count;
        }

        return new RiskCoverage(points, area);
    }

    /// <summary>Returns the accuracy if at least a share of windows is kept.</summary>
    public CoveragePoint At(double coverage) => Points.First(p => p.Coverage >= coverage - 1e-12);
}
