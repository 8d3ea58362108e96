using AttX.Classical.Learning;

namespace AttX.Classical.Neighbours;

/// <summary>
/// Votes of the nearest training rows by Euclidean distance (Cover and Hart 1967): of equally near ones the earlier row counts, of equally
/// frequent classes the first wins.
/// </summary>
/// <param name="neighbours">Rows that vote.</param>
public sealed class NearestNeighbours(int neighbours) : ILearner
{
    /// <inheritdoc/>
    public IFittedClassifier Fit(TrainingSet training, ulong seed, int workers = 1, CancellationToken cancellation = default) => neighbours <= training.Rows
        ? new NeighbourClassifier(neighbours, training.Samples.Columns, training.Samples.Values.ToArray(), training.Labels)
        : throw new InvalidDataException($"{neighbours} neighbours are more than the {training.Rows} training windows: choose fewer.");
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
