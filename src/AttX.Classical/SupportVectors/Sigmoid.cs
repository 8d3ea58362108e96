namespace AttX.Classical.SupportVectors;

/// <summary>Probability of the first class, 1 / (1 + exp(a·d + b)), of a decision value d.</summary>
/// <param name="A">Slope: negative if larger decision values speak for the first class.</param>
/// <param name="B">Offset.</param>
public readonly record struct Sigmoid(double A, double B)
{
    private const int MostSteps = 100;

    /// <summary>The probability of the first class.</summary>
    public double Of(double decision)
    {
        double z = (A * decision) + B;
        return z >= 0 ? Math.Exp(-z) / (1 + Math.Exp(-z)) : 1 / (1 + Math.Exp(z));
    }

    /// <summary>
    /// Fits the curve by maximum likelihood to targets that are drawn in from 0 and 1 (Platt 1999), with Newton's method and step halving (Lin,
    /// Lin and Weng 2007).
    /// </summary>
    public static Sigmoid Fit(IReadOnlyList<double> decisions, IReadOnlyList<bool> isFirst)
    {
        double first = isFirst.Count(f => f), second = isFirst.Count - first;
        double[] targets = [.. isFirst.Select(f => f ? (first + 1) / (first + 2) : 1 / (second + 2))];
        var curve = new Sigmoid(0, Math.Log((second + 1) / (first + 1)));
        double loss = curve.Loss(decisions, targets);
        for (int step = 0; step < MostSteps; step++)
        {
            (Sigmoid direction, double descent, double gradient) = curve.Newton(decisions, targets);
            if (gradient < 1e-5)
                break;
            double share = 1;
            for (; share >= 1e-10; share /= 2)
            {
                var next = new Sigmoid(curve.A + (share * direction.A), curve.B + (share * direction.B));
                double there = next.Loss(decisions, targets);
                if (there >= loss + (1e-4 * share * descent))
                    continue;
                (curve, loss) = (next, there);
                break;
            }

            if (share < 1e-10)
                break;
        }

        return curve;
    }

    private double Loss(IReadOnlyList<double> decisions, double[] targets)
    {
        double sum = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            double z = (A * decisions[i]) + B;
            sum += z >= 0 ? (targets[i] * z) + Math.Log(1 + Math.Exp(-z)) : ((targets[i] - 1) * z) + Math.Log(1 + Math.Exp(z));
        }

        return sum;
    }

    private (Sigmoid Direction, double Descent, double Gradient) Newton(IReadOnlyList<double> decisions, double[] targets)
    {
        (double aa, double ab, double bb, double a, double b) = (1e-12, 0, 1e-12, 0, 0);
        for (int i = 0; i < targets.Length; i++)
        {
            double p = Of(decisions[i]), curvature = p * (1 - p), slope = targets[i] - p;
            aa += decisions[i] * decisions[i] * curvature;
            ab += decisions[i] * curvature;
            bb += curvature;
            a += decisions[i] * slope;
            b += slope;
        }

        double determinant = (aa * bb) - (ab * ab);
        var direction = new Sigmoid(-((bb * a) - (ab * b)) / determinant, -((aa * b) - (ab * a)) / determinant);
        return (direction, (a * direction.A) + (b * direction.B), Math.Max(Math.Abs(a), Math.Abs(b)));
    }
}
