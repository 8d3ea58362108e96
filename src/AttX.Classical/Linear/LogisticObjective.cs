using AttX.Classical.Learning;

namespace AttX.Classical.Linear;

/// <summary>
/// The penalised negative log likelihood Σ −ln p(y | x) + ½‖w‖²/C and its derivatives. Two classes have one vector of weights, that of the
/// second; more have one each. A vector of weights ends in its intercept.
/// </summary>
internal sealed class LogisticObjective
{
    private readonly TrainingSet _set;
    private readonly double _penalty;
    private readonly double[] _rows;
    private readonly int _vectors, _length;

    public LogisticObjective(TrainingSet training, double c)
    {
        (_set, _penalty, _vectors, _length) = (training, 1 / c, training.Classes == 2 ? 1 : training.Classes, training.Samples.Columns + 1);
        _rows = new double[training.Rows * _length];
        for (int r = 0; r < training.Rows; r++)
        {
            training.Samples[r].CopyTo(_rows.AsSpan(r * _length));
            _rows[(r * _length) + _length - 1] = 1;
        }
    }

    /// <summary>Number of weights and intercepts.</summary>
    public int Size => _vectors * _length;

    private int FirstClass => _set.Classes - _vectors;

    /// <summary>Computes loss, gradient and probabilities.</summary>
    public Point At(double[] weights)
    {
        double loss = 0;
        double[] gradient = new double[Size], probabilities = new double[_set.Rows * _set.Classes];
        for (int r = 0; r < _set.Rows; r++)
        {
            ReadOnlySpan<double> row = _rows.AsSpan(r * _length, _length);
            Span<double> p = probabilities.AsSpan(r * _set.Classes, _set.Classes);
            for (int v = 0; v < _vectors; v++)
                p[FirstClass + v] = VectorMath.Dot(row, weights.AsSpan(v * _length, _length));
            double own = p[_set.Labels[r]], largest = VectorMath.Largest(p), sum = 0;
            foreach (double score in p)
                sum += Math.Exp(score - largest);
            loss += largest - own + Math.Log(sum);
            VectorMath.Softmax(p);
            for (int v = 0; v < _vectors; v++)
                VectorMath.AddScaled(gradient.AsSpan(v * _length, _length), p[FirstClass + v] - (_set.Labels[r] == FirstClass + v ? 1 : 0), row);
        }

        for (int i = 0; i < Size; i++)
        {
            double w = IsIntercept(i) ? 0 : weights[i];
            loss += 0.5 * _penalty * w * w;
            gradient[i] += _penalty * w;
        }

        return new Point(weights, loss, gradient, probabilities);
    }

    /// <summary>Factors the second derivatives. Where adding a number to all intercepts changes nothing, that direction is given a curvature.</summary>
    public CholeskyFactor Hessian(Point at)
    {
        double[] hessian = new double[Size * Size];
        for (int r = 0; r < _set.Rows; r++)
        {
            ReadOnlySpan<double> row = _rows.AsSpan(r * _length, _length), p = at.Probabilities.AsSpan((r * _set.Classes) + FirstClass, _vectors);
            for (int v = 0; v < _vectors; v++)
                for (int u = v; u < _vectors; u++)
                    AddProducts(hessian, v, u, p[v] * ((u == v ? 1 : 0) - p[u]), row);
        }

        for (int i = 0; i < Size; i++)
        {
            hessian[(i * Size) + i] += IsIntercept(i) ? 0 : _penalty;
            for (int j = i; j < Size && _vectors > 1 && IsIntercept(i); j++)
                hessian[(i * Size) + j] += IsIntercept(j) ? 1 : 0;
        }

        return new CholeskyFactor(hessian, Size);
    }

    /// <summary>The classifier of some weights.</summary>
    public LinearClassifier Classifier(double[] weights)
    {
        double[] all = [.. new double[FirstClass * _length], .. weights];
        return new LinearClassifier([.. all.Where((_, i) => !IsIntercept(i))], [.. all.Where((_, i) => IsIntercept(i))]);
    }

    private bool IsIntercept(int index) => index % _length == _length - 1;

    /// <summary>Adds scale · x xᵀ to one block of the upper triangle; in a block off the diagonal, all of it.</summary>
    private void AddProducts(double[] hessian, int v, int u, double scale, ReadOnlySpan<double> row)
    {
        for (int i = 0; i < _length; i++)
        {
            int first = u == v ? i : 0;
            VectorMath.AddScaled(hessian.AsSpan((((v * _length) + i) * Size) + (u * _length) + first, _length - first), scale * row[i], row[first..]);
        }
    }

    /// <summary>The objective at some weights.</summary>
    internal sealed record Point(double[] Weights, double Loss, double[] Gradient, double[] Probabilities)
    {
        public double LargestGradient => Gradient.Max(Math.Abs);
    }
}
