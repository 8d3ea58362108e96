namespace AttX.Reports.Charts;

/// <summary>Table of coloured cells with row and column names, shared by heat maps and confusion matrices.</summary>
internal sealed record CellGrid(
    IReadOnlyList<string> Rows, IReadOnlyList<string> Columns, double Left, double Top, double CellWidth, double CellHeight)
{
    /// <summary>Y coordinate of the cells' lower end, in pixels.</summary>
    public double Bottom => Top + CellHeight * Rows.Count;

    /// <summary>X coordinate of the cells' right end, in pixels.</summary>
    public double Right => Left + CellWidth * Columns.Count;

    /// <summary>Width of the row names, in pixels.</summary>
    public static double Gutter(IReadOnlyList<string> rows, double width) => Math.Min(TextMetrics.Widest(rows), width * 0.34) + 12;

    /// <summary>Draws the names and titles of both sides; returns the y coordinate of their lower end.</summary>
    public double DrawNames(SvgWriter svg, string rowTitle, string columnTitle, double margin)
    {
        svg.Fitted("start title", margin, Top - 10, Right - margin, rowTitle);
        for (int r = 0; r < Rows.Count; r++)
            svg.Fitted("end tick", Left - 7, Top + CellHeight * (r + 0.5) + 4, Left - 7 - margin, Rows[r]);
        double bottom = Categories.Draw(svg, Columns, Left + CellWidth / 2, CellWidth, Bottom + 3);
        svg.Fitted("middle title", (Left + Right) / 2, bottom + 14, Right - Left, columnTitle);
        return bottom + 20;
    }

    /// <summary>Draws one cell, <paramref name="share"/> of the way up the ramp, with lines of text in it where they fit.</summary>
    public void DrawCell(SvgWriter svg, int row, int column, double share, string tooltip, params ReadOnlySpan<string> lines)
    {
        (double x, double y) = (Left + CellWidth * column, Top + CellHeight * row);
        if (double.IsNaN(share))
            svg.Rectangle("empty", x + 0.5, y + 0.5, CellWidth - 1, CellHeight - 1, tooltip);
        else
            svg.Cell(Math.Clamp(share, 0, 1), x + 0.5, y + 0.5, CellWidth - 1, CellHeight - 1, tooltip);
        string style = double.IsNaN(share) ? "middle note" : share < ChartStyle.RampTurn ? "middle on-low" : "middle on-high";
        // Ten pixels high rather than twelve where a number of three digits then fits.
        bool small = CellWidth < 28;
        double first = y + CellHeight / 2 + 4 - (lines.Length - 1) * TextMetrics.LineHeight / 2;
        for (int i = 0; i < lines.Length; i++)
            if (TextMetrics.Width(lines[i]) * (small ? 10 / TextMetrics.FontSize : 1) <= CellWidth - 2)
                svg.Text(small ? style + " small" : style, x + CellWidth / 2, first + i * TextMetrics.LineHeight, lines[i]);
    }
}
