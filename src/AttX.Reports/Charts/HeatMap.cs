namespace AttX.Reports.Charts;

/// <summary>A table of numbers as coloured cells with a colour bar.</summary>
/// <param name="Title"><inheritdoc cref="Chart" path="/param[@name='Title']"/></param>
/// <param name="Description"><inheritdoc cref="Chart" path="/param[@name='Description']"/></param>
/// <param name="RowTitle">What the rows are.</param>
/// <param name="Rows">From top to bottom.</param>
/// <param name="ColumnTitle">What the columns are.</param>
/// <param name="Columns">From left to right.</param>
/// <param name="Values">Rows × columns; NaN where a cell is empty.</param>
/// <param name="Colour">The quantity in the cells; its range is that of the colour ramp, to which values beyond it are clipped.</param>
public sealed record HeatMap(
    string Title, string Description, string RowTitle, IReadOnlyList<string> Rows, string ColumnTitle, IReadOnlyList<string> Columns,
    double[,] Values, Axis Colour) : Chart(Title, Description)
{
    private const double CellHeight = 26;
    private const double BarWidth = 220;
    private const int BarSlices = 44;

    /// <summary>Decimals of the numbers in the cells; reduced where the cells are narrow.</summary>
    public int Decimals { get; init; } = 1;

    private protected override (double Right, double Bottom) Draw(SvgWriter svg)
    {
        if (Values.GetLength(0) != Rows.Count || Values.GetLength(1) != Columns.Count)
            throw new ArgumentException(
                $"{Title}: {Rows.Count} × {Columns.Count} names for {Values.GetLength(0)} × {Values.GetLength(1)} values.");
        double left = Margin + CellGrid.Gutter(Rows, Width), top = DrawColourBar(svg) + 30;
        double cellWidth = Math.Min(96, (Width - Margin - left) / Math.Max(1, Columns.Count));
        CellGrid grid = new(Rows, Columns, left, top, cellWidth, CellHeight);
        int decimals = Enumerable.Range(0, Decimals + 1).LastOrDefault(d => TextMetrics.Widest(Numbers(d)) <= cellWidth - 2);
        for (int r = 0; r < Rows.Count; r++)
            for (int c = 0; c < Columns.Count; c++)
            {
                string number = Colour.Number(Values[r, c], decimals);
                double share = new Scale(Colour, 0, 1).At(Values[r, c]);
                grid.DrawCell(svg, r, c, double.IsFinite(Values[r, c]) ? share : double.NaN,
                    $"{Rows[r]}, {Columns[c]}: {Colour.Number(Values[r, c], Decimals)}", number);
            }

        double barRight = Margin + Math.Max(BarWidth + 40, TextMetrics.Width(Colour.Title));
        return (Math.Min(Width, Math.Max(grid.Right + Margin, barRight)), grid.DrawNames(svg, RowTitle, ColumnTitle, Margin));
    }

    private IEnumerable<string> Numbers(int decimals) => Values.Cast<double>().Select(v => Colour.Number(v, decimals));

    /// <summary>Draws the ramp with its ticks above the cells; returns the y coordinate of its lower end.</summary>
    private double DrawColourBar(SvgWriter svg)
    {
        IReadOnlyList<double> ticks = Plot.TicksAcross(Colour, 0, BarWidth);
        IReadOnlyList<string> labels = Colour.Labels(ticks);
        double overhang = TextMetrics.Widest(labels) / 2, slice = BarWidth / BarSlices, top = Margin + 20;
        Scale across = new(Colour, Margin + overhang, Margin + overhang + BarWidth);
        svg.Fitted("start title", Margin, Margin + 12, Width - 2 * Margin, Colour.Title);
        for (int i = 0; i < BarSlices; i++)
            svg.Cell((i + 0.5) / BarSlices, across.Start + i * slice, top, slice + (i < BarSlices - 1 ? 0.5 : 0), 11);
        foreach ((double tick, string label) in ticks.Zip(labels))
        {
            svg.Line("axis", across.At(tick), top + 11, across.At(tick), top + 15);
            svg.Text("middle tick", across.At(tick), top + 27, label);
        }

        return top + 30;
    }
}
