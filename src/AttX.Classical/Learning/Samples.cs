using AttX.Signals.Features;

namespace AttX.Classical.Learning;

/// <summary>Values of features: one row per window, one column per feature.</summary>
public sealed class Samples
{
    private readonly double[] _values;

    /// <summary>Takes values by row.</summary>
    /// <exception cref="ArgumentException">The values do not fill rows of so many columns.</exception>
    public Samples(double[] values, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        if (values.Length % columns != 0)
            throw new ArgumentException($"{values.Length} values do not fill rows of {columns} columns.", nameof(values));
        (_values, Columns) = (values, columns);
    }

    /// <summary>Number of rows.</summary>
    public int Rows => _values.Length / Columns;

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>The values, row by row.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>The values of one row.</summary>
    public ReadOnlySpan<double> this[int row] => _values.AsSpan(row * Columns, Columns);

    /// <summary>Joins the rows of several.</summary>
    /// <exception cref="ArgumentException">They differ in the number of columns.</exception>
    public static Samples Join(IReadOnlyList<Samples> parts)
    {
        if (parts.Select(p => p.Columns).Distinct().Count() != 1)
            throw new ArgumentException("Rows can be joined only if they have the same columns.", nameof(parts));
        return new Samples([.. parts.SelectMany(p => p._values)], parts[0].Columns);
    }

    /// <summary>Returns the rows, prepared.</summary>
    public Samples Prepared(FeaturePreparation preparation)
    {
        double[] prepared = new double[Rows * preparation.Columns.Length];
        for (int r = 0; r < Rows; r++)
            preparation.Apply(this[r], prepared.AsSpan(r * preparation.Columns.Length, preparation.Columns.Length));
        return new Samples(prepared, preparation.Columns.Length);
    }

    /// <summary>Returns some of the rows.</summary>
    public Samples OfRows(IReadOnlyList<int> rows)
    {
        double[] values = new double[rows.Count * Columns];
        for (int i = 0; i < rows.Count; i++)
            this[rows[i]].CopyTo(values.AsSpan(i * Columns));
        return new Samples(values, Columns);
    }

    /// <summary>Returns some of the columns.</summary>
    public Samples OfColumns(IReadOnlyList<int> columns)
    {
        double[] values = new double[Rows * columns.Count];
        for (int r = 0; r < Rows; r++)
            for (int c = 0; c < columns.Count; c++)
                values[(r * columns.Count) + c] = _values[(r * Columns) + columns[c]];
        return new Samples(values, columns.Count);
    }

    /// <summary>Copies one column.</summary>
    internal double[] Column(int column)
    {
        double[] values = new double[Rows];
        for (int r = 0; r < values.Length; r++)
            values[r] = _values[(r * Columns) + column];
        return values;
    }
}
