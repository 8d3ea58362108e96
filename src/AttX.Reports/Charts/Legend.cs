namespace AttX.Reports.Charts;

/// <summary>Entry of a legend: its label, and how to draw its mark centred on (x, y), <see cref="Legend.MarkWidth"/> wide.</summary>
internal sealed record LegendEntry(string Label, Action<SvgWriter, double, double> Mark);

/// <summary>Legend of a figure's marks, in rows above the plot.</summary>
internal static class Legend
{
    /// <summary>Width of the space for a mark, in pixels.</summary>
    public const double MarkWidth = 26;

    private const double Gap = 18;

    /// <summary>Draws the entries in rows from (left, top) and returns the y coordinate at which the content beneath may start.</summary>
    public static double Draw(SvgWriter svg, IReadOnlyList<LegendEntry> entries, double left, double top, double right)
    {
        if (entries.Count == 0)
            return top;
        double x = left;
        foreach ((string label, Action<SvgWriter, double, double> mark) in entries)
        {
            double room = right - left - MarkWidth - 6;
            double width = Math.Min(TextMetrics.Width(label), room);
            if (x > left && x + MarkWidth + 6 + width > right)
                (x, top) = (left, top + TextMetrics.LineHeight + 4);
            mark(svg, x + MarkWidth / 2, top + TextMetrics.LineHeight / 2);
            svg.Fitted("start", x + MarkWidth + 6, top + 11.5, room, label);
            x += MarkWidth + 6 + width + Gap;
        }

        return top + TextMetrics.LineHeight + 8;
    }
}
