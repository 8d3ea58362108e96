namespace AttX.Evaluation;

/// <summary>Rates when every score of at least <paramref name="Threshold"/> is called positive.</summary>
/// <param name="FalsePositiveRate">Share of the negatives called positive.</param>
/// <param name="TruePositiveRate">Share of the positives called positive.</param>
/// <param name="Threshold">The least score called positive; +∞ at the first point, where none is.</param>
public sealed record RocPoint(double FalsePositiveRate, double TruePositiveRate, double Threshold);

/// <summary>
/// Receiver operating characteristic (Fawcett 2006). Equal scores share one step, so that the area is the Mann-Whitney
/// probability P(positive's score > negative's) + ½·P(equal) (Hanley and McNeil 1982).
/// </summary>
/// <param name="Points">From (0, 0) to (1, 1), one per distinct score after the first.</param>
/// <param name="Area">Area under the curve.</param>
public sealed record RocCurve(IReadOnlyList<RocPoint> Points, double Area)
{
    /// <summary>Computes the curve from scores and whether each belongs to a positive; null if either class is absent.</summary>
    /// <exception cref="ArgumentException">Lists of different lengths, or a score that is not a number.</exception>
    public static RocCurve? Of(IReadOnlyList<double> scores, IReadOnlyList<bool> isPositive)
    {
        if (scores.Count != isPositive.Count)
            throw new ArgumentException($"Every score needs its class, got {scores.Count} and {isPositive.Count}.", nameof(isPositive));
        if (scores.Any(double.IsNaN))
            throw new ArgumentException("A score must be a number.", nameof(scores));
        long positives = isPositive.Count(p => p), negatives = scores.Count - positives;
        if (positives == 0 || negatives == 0)
            return null;
        List<RocPoint> points = [new(0, 0, double.PositiveInfinity)];
        long truePositives = 0, falsePositives = 0, doubledArea = 0;
        foreach (var step in Enumerable.Range(0, scores.Count).GroupBy(i => scores[i], i => isPositive[i]).OrderByDescending(g => g.Key))
        {
            int up = step.Count(p => p), right = step.Count() - up;
            doubledArea += right * ((2 * truePositives) + up);
            truePositives += up;
            falsePositives += right;
            points.Add(new RocPoint((double)falsePositives / negatives, (double)truePositives / positives, step.Key));
        }

        return new RocCurve(points, doubledArea / (2.0 * positives * negatives));
    }

    /// <summary>Computes the curve of one class's probability against all other classes; null if there is none.</summary>
    public static RocCurve? OfClass(IReadOnlyList<Prediction> predictions, int label) =>
        Of([.. predictions.Select(p => (double)p.Probabilities[label])], [.. predictions.Select(p => p.Label == label)]);

    /// <summary>
    /// Averages the curves of several models, whose scores share no scale and cannot be ranked together: at each false positive rate the mean true positive rate
    /// (vertical averaging, Fawcett 2006). The area is the mean area, the thresholds are not numbers; null without a curve.
    /// </summary>
    public static RocCurve? Mean(IEnumerable<RocCurve?> models)
    {
        RocCurve[] curves = [.. models.OfType<RocCurve>()];
        if (curves.Length < 2)
            return curves.FirstOrDefault();
        IEnumerable<double> rates = curves.SelectMany(curve => curve.Points).Select(p => p.FalsePositiveRate).Distinct().Order();
        return new RocCurve(
            [.. rates.SelectMany(rate => (IEnumerable<RocPoint>)[MeanAt(rate, true), MeanAt(rate, false)])], curves.Average(curve => curve.Area));

        RocPoint MeanAt(double rate, bool below) => new(rate, curves.Average(curve => curve.RateAt(rate, below)), double.NaN);
    }

    /// <summary>Returns the true positive rate at a false positive rate; where the curve rises steeply, that at the step's foot or top.</summary>
    private double RateAt(double falsePositiveRate, bool below)
    {
        // The first point from there on, or the first beyond: points are in ascending order.
        int first = 0;
        for (int beyond = Points.Count; first < beyond;)
        {
            int middle = (first + beyond) / 2;
            double rate = Points[middle].FalsePositiveRate;
            if (rate < falsePositiveRate || (!below && rate == falsePositiveRate))
                first = middle + 1;
            else
                beyond = middle;
        }

        RocPoint at = Points[below ? first : first - 1];
        if (at.FalsePositiveRate == falsePositiveRate)
            return at.TruePositiveRate;
        (RocPoint from, RocPoint to) = (Points[first - 1], Points[first]);
        return from.TruePositiveRate + ((falsePositiveRate - from.FalsePositiveRate) / (to.FalsePositiveRate - from.FalsePositiveRate) * (to.TruePositiveRate - from.TruePositiveRate));
    }

    /// <summary>Computes the area of one class's curve where there are two classes; otherwise the mean over all classes.</summary>
    public static double? AreaOf(IReadOnlyList<Prediction> predictions, int classes) =>
        classes == 2 ? OfClass(predictions, 1)?.Area : MacroArea(predictions, classes);

    /// <summary>Computes the mean area of each class against all others, over the classes that have a curve; null if none has.</summary>
    public static double? MacroArea(IReadOnlyList<Prediction> predictions, int classes) =>
        Enumerable.Range(0, classes).Select(c => OfClass(predictions, c)?.Area).Average();
}
