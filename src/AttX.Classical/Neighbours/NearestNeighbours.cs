using AttX.Classical.Learning;

namespace AttX.Classical.Neighbours;

/// <summary>
/// Votes of the nearest training rows by Euclidean distance (Cover and Hart 1967): of equally near ones the earlier row counts, of equally
/// frequent classes the first wins.
/// </summary>
/// <param name="neighbours">Rows that vote; null: the odd number up to 25 that is most often right on training people left out, the least of equal ones.</param>
public sealed class NearestNeighbours(int? neighbours) : ILearner
{
    private const int MostSwept = 25, Folds = 5;

    /// <inheritdoc/>
    public IFittedClassifier Fit(TrainingSet training, ulong seed, int workers = 1, CancellationToken cancellation = default) =>
        Of(training, neighbours ?? Sweep(training, cancellation));

    private static NeighbourClassifier Of(TrainingSet training, int votes) => votes <= training.Rows
        ? new NeighbourClassifier(votes, training.Samples.Columns, training.Samples.Values.ToArray(), training.Labels)
        : throw new InvalidDataException($"{votes} neighbours are more than the {training.Rows} training windows: choose fewer.");

    private static int Sweep(TrainingSet training, CancellationToken cancellation)
    {
        int[] groups = training.Groups ?? [.. Enumerable.Range(0, training.Rows)], right = new int[(MostSwept + 1) / 2];
        int[] people = [.. groups.Distinct().Order()];
        double[] scores = new double[training.Classes];
        for (int fold = 0; fold < Math.Min(Folds, people.Length); fold++)
        {
            ILookup<bool, int> rows = Enumerable.Range(0, training.Rows).ToLookup(r => Array.BinarySearch(people, groups[r]) % Folds == fold);
            if (training.OfRows([.. rows[false]]) is not { } inside)
                continue;
            for (int i = 0; i < right.Length && (2 * i) + 1 <= inside.Rows; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                NeighbourClassifier classifier = Of(inside, (2 * i) + 1);
                foreach (int r in rows[true])
                {
                    classifier.Score(training.Samples[r], scores);
                    right[i] += scores.IndexOf(VectorMath.Largest(scores)) == training.Labels[r] ? 1 : 0;
                }
            }
        }

        return (2 * right.IndexOf(right.Max())) + 1;
    }
}

/// <summary>Training rows that vote: scores and probabilities are shares of votes.</summary>
/// <param name="Neighbours">Rows that vote.</param>
/// <param name="Columns">Features of a row.</param>
/// <param name="Rows">The training rows, one after the other.</param>
/// <param name="Labels">The class of each.</param>
public sealed record NeighbourClassifier(int Neighbours, int Columns, double[] Rows, int[] Labels) : IFittedClassifier
{
    private const int MostOnStack = 128;

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<double> row, Span<double> scores)
    {
        Span<(double Distance, int Row)> nearest = Neighbours <= MostOnStack
            ? stackalloc (double, int)[Neighbours] : new (double, int)[Neighbours];
        int found = 0;
        for (int r = 0; r < Labels.Length; r++)
        {
            double distance = VectorMath.SquaredDistance(row, Rows.AsSpan(r * Columns, Columns));
            if (found == Neighbours && !(distance < nearest[^1].Distance))
                continue;
            int place = found < Neighbours ? found++ : found - 1;
            for (; place > 0 && nearest[place - 1].Distance > distance; place--)
                nearest[place] = nearest[place - 1];
            nearest[place] = (distance, r);
        }

        scores.Clear();
        foreach ((_, int r) in nearest)
            scores[Labels[r]] += 1.0 / Neighbours;
    }

    /// <inheritdoc/>
    public void Probabilities(ReadOnlySpan<double> row, Span<double> probabilities) => Score(row, probabilities);

    /// <inheritdoc/>
    public void Require(int columns, int classes)
    {
        Stored.That(Columns == columns, $"{Columns} columns, expected {columns}");
        Stored.That(Neighbours >= 1 && Neighbours <= Labels.Length, $"{Neighbours} neighbours of {Labels.Length} rows");
        Stored.Finite("rows", Rows, (long)columns * Labels.Length);
        Stored.That(!Labels.AsSpan().ContainsAnyExceptInRange(0, classes - 1), $"a label is not one of {classes} classes");
    }
}
