namespace AttX.Testing;

/// <summary>Named arrays: the arguments of a function.</summary>
public sealed class Arguments : Dictionary<string, double[]>
{
    /// <summary>In double precision.</summary>
    public static Arguments Of(IReadOnlyDictionary<string, float[]> values)
    {
        Arguments arguments = [];
        foreach ((string name, float[] value) in values)
            arguments[name] = [.. value.Select(v => (double)v)];
        return arguments;
    }
}

/// <summary>Computes gradients by central differences, in double precision.</summary>
public static class FiniteDifferences
{
    private const double Step = 1e-6;

    /// <summary>Computes d/da of Σ weights · forward(a), for every element of every argument.</summary>
    /// <exception cref="ToleranceException">A kink (of a ReLU) is too near: choose other numbers.</exception>
    public static Arguments Gradients(Func<Arguments, double[]> forward, Arguments at, float[] weights)
    {
        Arguments gradients = [];
        foreach ((string name, double[] values) in at)
        {
            double[] gradient = new double[values.Length], wider = new double[values.Length];
            for (int i = 0; i < values.Length; i++)
            {
                gradient[i] = Difference(forward, at, weights, ref values[i], Step);
                wider[i] = Difference(forward, at, weights, ref values[i], 10 * Step);
            }

            double largest = gradient.Max(Math.Abs);
            for (int i = 0; i < values.Length; i++)
                if (Math.Abs(gradient[i] - wider[i]) > 1e-6 * (largest + 1))
                    throw new ToleranceException($"{name}[{i}] is near a kink: {gradient[i]:R} or {wider[i]:R}. Choose another seed.");
            gradients[name] = gradient;
        }

        return gradients;
    }

    private static double Difference(Func<Arguments, double[]> forward, Arguments at, float[] weights, ref double value, double step)
    {
        double center = value;
        value = center + step;
        double above = Functional(forward(at), weights);
        value = center - step;
        double below = Functional(forward(at), weights);
        value = center;
        return (above - below) / (2 * step);
    }

    private static double Functional(double[] output, float[] weights)
    {
        double sum = 0;
        for (int i = 0; i < output.Length; i++)
            sum += weights[i] * output[i];
        return sum;
    }
}
