using AttX.Classical.Learning;

namespace AttX.Classical.Linear;

/// <summary>
/// Logistic regression, for more than two classes multinomial, with the penalty ½‖w‖²/C on all weights but the intercepts (Hastie, Tibshirani and Friedman 2009,
/// section 4.4), minimised by Newton's method with step halving until no gradient exceeds the rounding.
/// </summary>
/// <param name="c">C: the larger, the weaker the penalty.</param>
public sealed class LogisticRegression(double c) : ILearner
{
    private const int MostSteps = 200;

    /// <summary>Largest gradient at the end, per row.</summary>
    private const double Tolerance = 1e-12;

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">No minimum was reached.</exception>
    public IFittedClassifier Fit(TrainingSet training, ulong seed, int workers = 1, CancellationToken cancellation = default)
    {
        var objective = new LogisticObjective(training, c);
        double[] weights = new double[objective.Size];
        LogisticObjective.Point at = objective.At(weights);
        for (int step = 0; step < MostSteps && at.LargestGradient > Tolerance * training.Rows; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            double[] direction = objective.Hessian(at).Solve(at.Gradient);
            if (Descend(objective, at, direction) is not { } next)
                break; // Nothing along the direction is lower: the rest is rounding.
            at = next;
        }

        return at.LargestGradient <= 1e-6 * training.Rows ? objective.Classifier(at.Weights)
            : throw new InvalidDataException($"Logistic regression found no minimum in {MostSteps} steps: standardise the features, or choose a smaller C than {c}.");
    }

    private static LogisticObjective.Point? Descend(LogisticObjective objective, LogisticObjective.Point from, double[] direction)
    {
        for (double share = 1; share > 1e-10; share /= 2)
        {
            double[] weights = [.. from.Weights];
            VectorMath.AddScaled(weights, -share, direction);
            LogisticObjective.Point next = objective.At(weights);
            if (next.Loss < from.Loss || (next.Loss == from.Loss && next.LargestGradient < from.LargestGradient))
                return next;
        }

        return null;
    }
}
