using AttX.Classical.Learning;
using MathNet.Numerics.LinearAlgebra;

namespace AttX.Classical.Linear;

/// <summary>
/// Linear discriminant analysis (Fisher 1936; Hastie, Tibshirani and Friedman 2009, section 4.3) with the classes' shares as priors:
/// w_k = Σ⁺ μ_k, b_k = −½ μ_k·w_k + ln π_k, Σ the within-class covariance, each class weighted by its prior and shrunk towards a multiple of the
/// identity. The same as scikit-learn's <c>solver="lsqr"</c>.
/// </summary>
/// <param name="shrinkage">Share of the identity, from 0 to 1; null: by Ledoit and Wolf (2004), in units of each class's standard deviations.</param>
public sealed class LinearDiscriminant(double? shrinkage) : ILearner
{
    /// <inheritdoc/>
    public IFittedClassifier Fit(TrainingSet training, ulong seed, int workers = 1, CancellationToken cancellation = default)
    {
        int columns = training.Samples.Columns;
        var pooled = new double[columns * columns];
        double[][] means = new double[training.Classes][];
        for (int k = 0; k < training.Classes; k++)
        {
            Samples rows = training.Samples.OfRows([.. Enumerable.Range(0, training.Rows).Where(r => training.Labels[r] == k)]);
            means[k] = ClassCovariance.Mean(rows);
            VectorMath.AddScaled(pooled, (double)rows.Rows / training.Rows, ClassCovariance.Of(rows, means[k], shrinkage));
        }

        Matrix<double> inverse = PseudoInverse(Matrix<double>.Build.Dense(columns, columns, pooled));
        double[][] weights = [.. means.Select(m => (inverse * Vector<double>.Build.Dense(m)).ToArray())];
        double[] intercepts = [.. means.Select((m, k) => (-0.5 * VectorMath.Dot(m, weights[k])) + Math.Log((double)training.Counts[k] / training.Rows))];
        return new LinearClassifier([.. weights.SelectMany(w => w)], intercepts);
    }

    /// <summary>
    /// Inverts a symmetric matrix on the space that it spans, so that a constant feature, or one that repeats others, gets the least weights
    /// that do; directions below the rounding of the largest count as missing, as in SciPy's <c>lstsq</c>.
    /// </summary>
    private static Matrix<double> PseudoInverse(Matrix<double> covariance)
    {
        var spectrum = covariance.Evd(Symmetricity.Symmetric);
        Vector<double> values = spectrum.EigenValues.Map(v => v.Real);
        double least = values.AbsoluteMaximum() * (Math.BitIncrement(1.0) - 1);
        Vector<double> inverted = values.Map(v => Math.Abs(v) > least ? 1 / v : 0);
        return spectrum.EigenVectors * Matrix<double>.Build.DiagonalOfDiagonalVector(inverted) * spectrum.EigenVectors.Transpose();
    }
}
