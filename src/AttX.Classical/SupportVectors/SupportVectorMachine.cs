using AttX.Classical.Learning;

namespace AttX.Classical.SupportVectors;

/// <summary>
/// Support vector machine, one for each pair of classes. Probabilities: a sigmoid per pair (Platt 1999) of decision values that the pair's rows get from machines
/// trained without their person; see <see cref="VectorClassifier"/> for more than two classes.
/// </summary>
/// <param name="c">C: the larger, the less training errors are tolerated.</param>
/// <param name="gamma">Width of a radial kernel: null of a linear one; NaN: 1 / (columns · variance of all values).</param>
/// <param name="tolerance">Of a radial kernel, the largest violation of the optimality conditions at the end; a linear one is solved to the rounding.</param>
public sealed class SupportVectorMachine(double c, double? gamma, double tolerance) : ILearner
{
    private const int Folds = 5;
    private const long MostSteps = 10_000_000;

    /// <inheritdoc/>
    public IFittedClassifier Fit(TrainingSet training, ulong seed, int workers = 1, CancellationToken cancellation = default)
    {
        double? width = gamma is { } given && double.IsNaN(given) ? Scale(training.Samples) : gamma;
        List<PairMachine> pairs = [];
        for (int first = 0; first < training.Classes; first++)
            for (int second = first + 1; second < training.Classes; second++)
            {
                var pair = new Pair(training, first, second);
                KernelRows? kernel = width is { } radial ? new KernelRows(pair.Samples, radial) : null;
                Trained whole = Train(pair, kernel, _ => true, cancellation);
                pairs.Add(whole.Machine() with { Curve = Calibrate(pair, kernel, whole, cancellation) });
            }

        return new VectorClassifier(width, [.. pairs]);
    }

    private static double Scale(Samples samples)
    {
        double mean = samples.Values.ToArray().Sum() / samples.Values.Length, sum = 0;
        foreach (double value in samples.Values)
            sum += (value - mean) * (value - mean);
        return sum > 0 ? samples.Values.Length / (samples.Columns * sum) : 1;
    }

    /// <summary>Trains on some of a pair's rows; the others are scored by the way, as their kernel rows are known.</summary>
    private Trained Train(Pair pair, KernelRows? kernel, Func<int, bool> isIncluded, CancellationToken cancellation)
    {
        if (kernel == null)
        {
            int[] chosen = [.. Enumerable.Range(0, pair.IsFirst.Length).Where(isIncluded)];
            double[] weights = new LinearSolver(pair.Samples.OfRows(chosen), [.. chosen.Select(i => pair.IsFirst[i])], c).Solve(cancellation);
            var machine = new PairMachine(weights[..^1], [1], weights[^1], default);
            return new Trained(() => machine, i => machine.Decide(pair.Samples[i], null));
        }

        var solver = new DualSolver(kernel, pair.IsFirst, isIncluded, c, tolerance);
        double intercept = solver.Solve(MostSteps, cancellation)
            ?? throw new InvalidDataException($"The support vector machine reached no optimum in {MostSteps} steps: standardise the features, or choose a smaller C than {c}.");
        int[] support = [.. Enumerable.Range(0, pair.IsFirst.Length).Where(i => solver.Beta[i] != 0)];
        return new Trained(
            () => new PairMachine(pair.Samples.OfRows(support).Values.ToArray(), [.. support.Select(i => solver.Beta[i])], intercept, default),
            i => solver.WithoutIntercept(i) + intercept);
    }

    /// <summary>Fits the sigmoid to rows of people that a machine was not trained on; to its own rows if there is nobody else.</summary>
    private Sigmoid Calibrate(Pair pair, KernelRows? kernel, Trained whole, CancellationToken cancellation)
    {
        List<double> decisions = [];
        List<bool> isFirst = [];
        for (int fold = 0; fold < Folds; fold++)
        {
            int[] outside = [.. Enumerable.Range(0, pair.Folds.Length).Where(i => pair.Folds[i] % Folds == fold)];
            if (outside.Length == 0 || pair.IsFirst.Where((_, i) => pair.Folds[i] % Folds != fold).Distinct().Count() < 2)
                continue;
            Trained rest = Train(pair, kernel, i => pair.Folds[i] % Folds != fold, cancellation);
            decisions.AddRange(outside.Select(rest.Decide));
            isFirst.AddRange(outside.Select(i => pair.IsFirst[i]));
        }

        return isFirst.Distinct().Count() == 2 ? Sigmoid.Fit(decisions, isFirst)
            : Sigmoid.Fit([.. Enumerable.Range(0, pair.IsFirst.Length).Select(whole.Decide)], pair.IsFirst);
    }

    /// <summary>A trained machine, and the decision values of its pair's rows.</summary>
    private sealed record Trained(Func<PairMachine> Machine, Func<int, double> Decide);

    /// <summary>The rows of two classes.</summary>
    private sealed class Pair
    {
        public Pair(TrainingSet training, int first, int second)
        {
            int[] rows = [.. Enumerable.Range(0, training.Rows).Where(r => training.Labels[r] == first || training.Labels[r] == second)];
            Samples = training.Samples.OfRows(rows);
            IsFirst = [.. rows.Select(r => training.Labels[r] == first)];
            int[]? people = training.Groups == null ? null : [.. training.Groups.Distinct().Order()];
            int[] seen = new int[2];
            Folds = [.. rows.Select((r, i) => people == null ? seen[IsFirst[i] ? 0 : 1]++ : Array.BinarySearch(people, training.Groups![r]))];
        }

        public Samples Samples { get; }

        public bool[] IsFirst { get; }

        /// <summary>The person of each row; without people, its number among those of its class.</summary>
        public int[] Folds { get; }
    }
}
