namespace AttX.Reports.Charts;

/// <summary>
/// Names under columns: horizontal where they fit, slanted where they do not, and thinned out evenly where even that is too dense.
/// </summary>
internal static class Categories
{
    private const double Longest = 150;

    private static readonly double Slant = Math.Sqrt(0.5);

    /// <summary>Writes the names, <paramref name="spacing"/> apart, the first one centred at <paramref name="first"/>.</summary>
    /// <returns>The y coordinate of the names' lower end, in pixels.</returns>
    public static double Draw(SvgWriter svg, IReadOnlyList<string> names, double first, double spacing, double top)
    {
        if (TextMetrics.Widest(names) <= spacing - 6)
        {
            for (int i = 0; i < names.Count; i++)
                svg.Text("middle tick", first + i * spacing, top + 13, names[i]);
            return top + TextMetrics.LineHeight + 4;
        }

        int step = (int)Math.Ceiling((TextMetrics.LineHeight + 3) / spacing);
        double deepest = 0;
        for (int i = 0; i < names.Count; i += step)
        {
            double x = first + i * spacing + 4, room = Math.Min(Longest, (x - 8) / Slant);
            svg.Fitted("end tick", x, top + 12, room, names[i], turn: -45);
            deepest = Math.Max(deepest, Slant * TextMetrics.Width(TextMetrics.Fit(names[i], room)));
        }

        return top + 14 + deepest;
    }
}
