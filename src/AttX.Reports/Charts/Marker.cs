namespace AttX.Reports.Charts;

/// <summary>Marks for points and textures for bars: they vary with the colour's index, so that nothing depends on colour alone.</summary>
internal static class Marker
{
    /// <summary>Number of colours, dashes and shapes before they repeat.</summary>
    public const int Styles = 7;

    /// <summary>Returns the class names of a colour and its dash.</summary>
    public static string Style(int index) => $"c{index % Styles} d{index % Styles}";

    /// <summary>Returns the class name of the colour alone.</summary>
    public static string Colour(int index) => $"c{index % Styles}";

    /// <summary>Draws a point's shape, centred on (x, y).</summary>
    public static void Draw(SvgWriter svg, int index, double x, double y, double radius, string? tooltip = null)
    {
        string style = $"marker {Colour(index)}";
        (double r, double s) = (radius, radius * 0.9);
        switch (index % 4)
        {
            case 0: svg.Circle(style, x, y, r, tooltip); break;
            case 1: svg.Rectangle(style, x - s, y - s, 2 * s, 2 * s, tooltip); break;
            case 2: svg.Path(style, Polygon((x, y - 1.2 * r), (x + 1.1 * r, y + 0.8 * r), (x - 1.1 * r, y + 0.8 * r)), tooltip); break;
            default: svg.Path(style, Polygon((x, y - 1.3 * r), (x + 1.3 * r, y), (x, y + 1.3 * r), (x - 1.3 * r, y)), tooltip); break;
        }
    }

    /// <summary>Draws a rectangle with the texture of its index: plain, horizontal stripes, vertical stripes, both.</summary>
    public static void Bar(SvgWriter svg, int index, double x, double y, double width, double height, string? tooltip = null)
    {
        svg.Rectangle($"fill {Colour(index)}", x, y, width, height, tooltip);
        string lines = "";
        if (index % 4 is 1 or 3)
            for (double at = y + 4; at < y + height - 1; at += 5)
                lines += $"M{SvgWriter.Number(x)} {SvgWriter.Number(at)}h{SvgWriter.Number(width)}";
        if (index % 4 is 2 or 3)
            for (double at = x + 4; at < x + width - 1; at += 5)
                lines += $"M{SvgWriter.Number(at)} {SvgWriter.Number(y)}v{SvgWriter.Number(height)}";
        if (lines.Length > 0)
            svg.Path("texture", lines);
    }

    /// <summary>Formats the path commands of a closed polygon.</summary>
    public static string Polygon(params ReadOnlySpan<(double X, double Y)> corners)
    {
        string commands = "";
        foreach ((double x, double y) in corners)
            commands += $"{(commands.Length == 0 ? 'M' : 'L')}{SvgWriter.Number(x)} {SvgWriter.Number(y)}";
        return commands + "Z";
    }
}
