using System.Globalization;
using System.Text;
using AttX.Reports.Html;

namespace AttX.Reports.Charts;

/// <summary>Writes the elements of an SVG, numbers in the invariant culture and all text escaped.</summary>
internal sealed class SvgWriter
{
    private readonly StringBuilder _text = new();

    /// <summary>A number to a hundredth of a pixel.</summary>
    public static string Number(double value) =>
        Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture) is var text && text == "-0" ? "0" : text;

    /// <summary>A straight line.</summary>
    public void Line(string style, double x1, double y1, double x2, double y2) =>
        Element("line", style, null, ("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2));

    /// <summary>A rectangle, with an optional tooltip.</summary>
    public void Rectangle(string style, double x, double y, double width, double height, string? tooltip = null) =>
        Element("rect", style, tooltip, ("x", x), ("y", y), ("width", Math.Max(0, width)), ("height", Math.Max(0, height)));

    /// <summary>A circle, with an optional tooltip.</summary>
    public void Circle(string style, double x, double y, double radius, string? tooltip = null) =>
        Element("circle", style, tooltip, ("cx", x), ("cy", y), ("r", radius));

    /// <summary>A path of the given commands, with an optional tooltip.</summary>
    public void Path(string style, string commands, string? tooltip = null)
    {
        _text.Append(CultureInfo.InvariantCulture, $"<path class=\"{style}\" d=\"{commands}\"");
        Close("path", tooltip);
    }

    /// <summary>A cell of a colour ramp, <paramref name="share"/> of the way from its low to its high end.</summary>
    public void Cell(double share, double x, double y, double width, double height, string? tooltip = null)
    {
        _text.Append(CultureInfo.InvariantCulture, $"<rect class=\"cell\" style=\"--t:{Number(100 * share)}%\" ");
        _text.Append(CultureInfo.InvariantCulture, $"x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(width)}\" height=\"{Number(height)}\"");
        Close("rect", tooltip);
    }

    /// <summary>A line of text with its baseline's anchor at (x, y).</summary>
    /// <param name="style">Class names: "start", "middle" or "end" anchors it.</param>
    /// <param name="x">Of the anchor.</param>
    /// <param name="y">Of the baseline.</param>
    /// <param name="content">What it says.</param>
    /// <param name="turn">Degrees clockwise about the anchor.</param>
    /// <param name="tooltip">What a shortened text says in full.</param>
    public void Text(string style, double x, double y, string content, double turn = 0, string? tooltip = null)
    {
        _text.Append(CultureInfo.InvariantCulture, $"<text class=\"{style}\" x=\"{Number(x)}\" y=\"{Number(y)}\"");
        if (turn != 0)
            _text.Append(CultureInfo.InvariantCulture, $" transform=\"rotate({Number(turn)} {Number(x)} {Number(y)})\"");
        _text.Append('>');
        if (tooltip != null)
            _text.Append("<title>").Append(Markup.Escape(tooltip)).Append("</title>");
        _text.Append(Markup.Escape(content)).Append("</text>\n");
    }

    /// <summary>Text shortened to <paramref name="width"/>; what is left out is in its tooltip.</summary>
    public void Fitted(string style, double x, double y, double width, string content, double turn = 0)
    {
        string fitted = TextMetrics.Fit(content, width);
        Text(style, x, y, fitted, turn, fitted == content ? null : content);
    }

    /// <summary>Draws inside a rectangle in the same coordinates, and cuts off what lies outside it.</summary>
    public void Clipped(double x, double y, double width, double height, Action draw)
    {
        string box = $"{Number(x)} {Number(y)} {Number(width)} {Number(height)}";
        _text.Append(CultureInfo.InvariantCulture, $"<svg x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(width)}\" ");
        _text.Append(CultureInfo.InvariantCulture, $"height=\"{Number(height)}\" viewBox=\"{box}\">\n");
        draw();
        _text.Append("</svg>\n");
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private void Element(string name, string style, string? tooltip, params ReadOnlySpan<(string Name, double Value)> attributes)
    {
        _text.Append(CultureInfo.InvariantCulture, $"<{name} class=\"{style}\"");
        foreach ((string attribute, double value) in attributes)
            _text.Append(CultureInfo.InvariantCulture, $" {attribute}=\"{Number(value)}\"");
        Close(name, tooltip);
    }

    private void Close(string name, string? tooltip) =>
        _text.Append(tooltip == null ? "/>\n" : $"><title>{Markup.Escape(tooltip)}</title></{name}>\n");
}
