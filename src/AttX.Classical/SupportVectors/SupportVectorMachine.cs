using AttX.Classical.Learning;

namespace AttX.Classical.SupportVectors;

/// <summary>
/// Support vector machine, one for each pair of classes. Probabilities: a sigmoid per pair (Platt 1999) of decision values that the pair's rows get from machines
/// trained without their person; see <see cref="VectorClassifier"/> for more than two classes.
/// </summary>
/// <param name="c">C: the larger, the less training errors are tolerated.</param>
/// <param name="gamma">Width of a radial kernel: null of a linear one; NaN: 1 / (columns · variance of all values).</param>
/// <param name="tolerance">The largest violation of the optimality conditions at the end.</param>
public sealed class SupportVectorMachine(double c, double? gamma, double tolerance) : ILearner
{
    private const int Folds = 5;
    private const long MostSteps = 20_000_000;

    /// <inheritdoc/>
    public IFittedClassifier Fit(TrainingSet set, ulong seed, int workers = 1, CancellationToken cancellation = default)
    {
        double? width = gamma is { } given && double.IsNaN(given) ? Scale(set.Samples) : gamma;
        List<PairMachine> pairs = [];
        for (int first = 0; first < set.Classes; first++)
            for (int second = first + 1; second < set.Classes; second++)
            {
                var pair = new Pair(set, first, second);
                PairMachine machine = Train(pair, [.. Enumerable.Range(0, pair.Rows.Length)], width, cancellation);
                pairs.Add(machine with { Curve = Calibrate(pair, machine, width, cancellation) });
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

    /// <summary>Trains on some of a pair's rows.</summary>
    private PairMachine Train(Pair pair, int[] chosen, double? width, CancellationToken cancellation)
    {
        Samples rows = pair.Samples.OfRows(chosen);
        var solver = new DualSolver(new KernelRows(rows, width), [.. chosen.Select(i => pair.IsFirst[i])], c, tolerance);
        double intercept = solver.Solve(MostSteps, cancellation)
            ?? throw new InvalidDataException($"The support vector machine reached no optimum in {MostSteps} steps: standardise the features, or choose a smaller C than {c}.");
        int[] support = [.. Enumerable.Range(0, chosen.Length).Where(i => solver.Beta[i] != 0)];
        if (width != null)
            return new PairMachine(rows.OfRows(support).Values.ToArray(), [.. support.Select(i => solver.Beta[i])], intercept, default);
        double[] weights = new double[rows.Columns];
        foreach (int i in support)
            VectorMath.AddScaled(weights, solver.Beta[i], rows[i]);
        return new PairMachine(weights, [1], intercept, default);
    }

    /// <summary>Fits the sigmoid to rows of people that a machine was not trained on; to its own rows if there is nobody else.</summary>
    private Sigmoid Calibrate(Pair pair, PairMachine whole, double? width, CancellationToken cancellation)
    {
        List<double> decisions = [];
        List<bool> isFirst = [];
        for (int fold = 0; fold < Folds; fold++)
        {
            int[] inside = [.. Enumerable.Range(0, pair.Rows.Length).Where(i => pair.Folds[i] % Folds != fold)];
            int[] outside = [.. Enumerable.Range(0, pair.Rows.Length).Where(i => pair.Folds[i] % Folds == fold)];
            if (outside.Length == 0 || inside.Select(i => pair.IsFirst[i]).Distinct().Count() < 2)
                continue;
            PairMachine machine = Train(pair, inside, width, cancellation);
            decisions.AddRange(outside.Select(i => machine.Decide(pair.Samples[i], width)));
            isFirst.AddRange(outside.Select(i => pair.IsFirst[i]));
        }

        return isFirst.Distinct().Count() == 2 ? Sigmoid.Fit(decisions, isFirst)
            : Sigmoid.Fit([.. Enumerable.Range(0, pair.Rows.Length).Select(i => whole.Decide(pair.Samples[i], width))], pair.IsFirst);
    }

    /// <summary>The rows of two classes.</summary>
    private sealed class Pair
    {
        public Pair(TrainingSet set, int first, int second)
        {
            Rows = [.. Enumerable.Range(0, set.Rows).Where(r => set.Labels[r] == first || set.Labels[r] == second)];
            Samples = set.Samples.OfRows(Rows);
            IsFirst = [.. Rows.Select(r => set.Labels[r] == first)];
            int[]? people = set.Groups == null ? null : [.. set.Groups.Distinct().Order()];
            int[] seen = new int[2];
            Folds = [.. Rows.Select((r, i) => people == null ? seen[IsFirst[i] ? 0 : 1]++ : Array.BinarySearch(people, set.Groups![r]))];
        }

        public int[] Rows { get; }

        public Samples Samples { get; }

        public bool[] IsFirst { get; }

        /// <summary>The person of each row; without people, its number among those of its class.</summary>
        public int[] Folds { get; }
    }
}
