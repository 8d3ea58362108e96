using System.Globalization;

namespace AttX.Ground;

/// <summary>One row of a <see cref="CsvTable"/>.</summary>
/// <param name="Line">The line in which it begins; the header is in line 1.</param>
/// <param name="Cells">Its cells.</param>
public readonly record struct CsvRow(int Line, IReadOnlyList<string> Cells)
{
    /// <summary>Reads a cell as a finite number.</summary>
    public bool TryNumber(int column, out double value) =>
        double.TryParse(Cells[column], NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    /// <summary>Reads a cell as a class index, which must be below a number of classes.</summary>
    public bool TryIndex(int column, int count, out int value) =>
        int.TryParse(Cells[column], NumberStyles.None, CultureInfo.InvariantCulture, out value) && value < count;

    /// <summary>Reads cells from a column on, all or so many, as finite numbers in single precision; returns null where one is none.</summary>
    public float[]? SinglesFrom(int column, int? count = null)
    {
        float[] values = new float[count ?? Cells.Count - column];
        for (int i = 0; i < values.Length; i++)
            if (!float.TryParse(Cells[column + i], NumberStyles.Float, CultureInfo.InvariantCulture, out values[i]) || !float.IsFinite(values[i]))
                return null;
        return values;
    }

    /// <summary>Creates an error that names this row's line.</summary>
    /// <param name="problem">What is wrong with it: "not a prediction of S2".</param>
    public InvalidDataException Error(string problem) => new($"line {Line}: {problem}.");
}
