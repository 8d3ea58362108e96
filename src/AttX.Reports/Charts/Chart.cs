using AttX.Reports.Html;

namespace AttX.Reports.Charts;

/// <summary>
/// A figure as an SVG: the same data give the same bytes, in any culture. Its looks are in <see cref="ChartStyle.Css"/>, which the page
/// that holds it must carry.
/// </summary>
/// <param name="Title">What a screen reader calls the figure; the page's caption is the visible title.</param>
/// <param name="Description">A sentence that says what the figure shows to those who cannot see it.</param>
public abstract record Chart(string Title, string Description)
{
    /// <summary>Room around the drawing, in pixels.</summary>
    private protected const double Margin = 6;

    /// <summary>
    /// Width in pixels where there is room for it; tables of few columns take less. Narrower pages scale the figure down to three quarters,
    /// and then scroll it.
    /// </summary>
    public int Width { get; init; } = 720;

    /// <summary>The figure as an <c>svg</c> element to stand in an HTML page or a file.</summary>
    public string ToSvg()
    {
        SvgWriter svg = new();
        (double right, double bottom) = Draw(svg);
        string width = SvgWriter.Number(Math.Ceiling(right)), height = SvgWriter.Number(Math.Ceiling(bottom + Margin));
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img"
              viewBox="0 0 {width} {height}" width="{width}" height="{height}" style="--least:{SvgWriter.Number(0.75 * right)}px">
            <title>{Markup.Escape(Title)}</title>
            <desc>{Markup.Escape(Description)}</desc>
            {svg}</svg>
            """.ReplaceLineEndings("\n");
    }

    /// <summary>The figure as a piece of a page.</summary>
    public Markup ToMarkup() => new(ToSvg());

    /// <summary>Draws the figure and returns where it ends.</summary>
    private protected abstract (double Right, double Bottom) Draw(SvgWriter svg);
}
