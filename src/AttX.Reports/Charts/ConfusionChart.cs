using System.Globalization;

namespace AttX.Reports.Charts;

/// <summary>Confusion matrix: each cell shows its count and its share of the true class, which sets its colour.</summary>
/// <param name="Title"><inheritdoc cref="Chart" path="/param[@name='Title']"/></param>
/// <param name="Description"><inheritdoc cref="Chart" path="/param[@name='Description']"/></param>
/// <param name="Classes">Names, in the matrix's order.</param>
/// <param name="Counts">True class × predicted class.</param>
public sealed record ConfusionChart(string Title, string Description, IReadOnlyList<string> Classes, long[,] Counts)
    : Chart(Title, Description)
{
    private protected override (double Right, double Bottom) Draw(SvgWriter svg)
    {
        if (Counts.GetLength(0) != Classes.Count || Counts.GetLength(1) != Classes.Count)
            throw new ArgumentException($"{Title}: {Classes.Count} classes for {Counts.GetLength(0)} × {Counts.GetLength(1)} counts.");
        long[] totals = [.. Classes.Select((_, row) => Classes.Select((_, column) => Counts[row, column]).Sum())];
        string[] rows = [.. Classes.Select((name, row) => string.Create(CultureInfo.InvariantCulture, $"{name} (n = {totals[row]})"))];
        double left = Margin + CellGrid.Gutter(rows, Width);
        double side = Math.Min(108, (Width - Margin - left) / Math.Max(1, Classes.Count));
        CellGrid grid = new(rows, Classes, left, Margin + 26, side, Math.Clamp(side * 0.62, 36, 64));
        for (int row = 0; row < Classes.Count; row++)
            for (int column = 0; column < Classes.Count; column++)
                DrawCell(svg, grid, row, column, totals[row]);
        return (grid.Right + Margin, grid.DrawNames(svg, "True class", "Predicted class", Margin));
    }

    private void DrawCell(SvgWriter svg, CellGrid grid, int row, int column, long total)
    {
        string count = Counts[row, column].ToString(CultureInfo.InvariantCulture);
        double share = total == 0 ? double.NaN : (double)Counts[row, column] / total;
        string percent = total == 0 ? "–" : (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %";
        grid.DrawCell(svg, row, column, share, $"true {Classes[row]}, predicted {Classes[column]}: {count} ({percent})", percent, count);
    }
}
