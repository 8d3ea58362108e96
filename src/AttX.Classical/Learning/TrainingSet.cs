namespace AttX.Classical.Learning;

/// <summary>What a learner is fitted to. Every value is finite, and every class has a row.</summary>
public sealed class TrainingSet
{
    /// <summary>Takes rows with their classes.</summary>
    /// <param name="samples">The features.</param>
    /// <param name="labels">The class of each row.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="groups">The person of each row, as a number from 0; null: every row stands for itself.</param>
    /// <exception cref="InvalidDataException">A value is not finite, or a class has no row.</exception>
    /// <exception cref="ArgumentException">The lists differ in length, or a label is not a class.</exception>
    public TrainingSet(Samples samples, IReadOnlyList<int> labels, int classes, IReadOnlyList<int>? groups = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        if (labels.Count != samples.Rows || (groups?.Count ?? labels.Count) != labels.Count)
            throw new ArgumentException($"{samples.Rows} rows have {labels.Count} labels{(groups == null ? "" : $" and {groups.Count} groups")}.", nameof(labels));
        if (labels.Any(l => l < 0 || l >= classes))
            throw new ArgumentException($"A label is not one of {classes} classes.", nameof(labels));
        (Samples, Labels, Classes, Groups) = (samples, [.. labels], classes, groups == null ? null : [.. groups]);
        Counts = [.. Enumerable.Range(0, classes).Select(c => Labels.Count(l => l == c))];
        int bad = samples.Values.IndexOfAnyExceptInRange(double.MinValue, double.MaxValue);
        if (bad >= 0)
            throw new InvalidDataException($"Feature {bad % samples.Columns} of row {bad / samples.Columns} is {samples.Values[bad]}: replace missing values first.");
        if (Counts.IndexOf(0) is var empty and >= 0)
            throw new InvalidDataException($"No row is of class {empty}: train on data that have some.");
    }

    /// <summary>The features.</summary>
    public Samples Samples { get; }

    /// <summary>The class of each row.</summary>
    public int[] Labels { get; }

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>Rows of each class.</summary>
    public int[] Counts { get; }

    /// <summary>The person of each row, as a number from 0; null: every row stands for itself.</summary>
    public int[]? Groups { get; }

    /// <summary>Number of rows.</summary>
    public int Rows => Labels.Length;

    /// <summary>Returns some of the rows; null if they lack a class.</summary>
    internal TrainingSet? OfRows(IReadOnlyList<int> rows)
    {
        int[] labels = [.. rows.Select(r => Labels[r])];
        return labels.Distinct().Count() < Classes ? null
            : new TrainingSet(Samples.OfRows(rows), labels, Classes, Groups == null ? null : [.. rows.Select(r => Groups[r])]);
    }
}
