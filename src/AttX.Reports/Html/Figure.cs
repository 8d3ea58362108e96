using AttX.Reports.Writing;

namespace AttX.Reports.Html;

/// <summary>A chart with its caption, and where there is one the table of its numbers for those who cannot see it.</summary>
internal static class Figure
{
    public static Markup Of(Markup chart, string caption, ReportTable? numbers = null) => Markup.Of($"""
        <figure><div class="chart-frame">{chart}</div>
        <figcaption>{caption}</figcaption>{Numbers(numbers)}</figure>
        """);

    /// <summary>Small charts side by side under one caption, in columns "narrow" or "wide".</summary>
    public static Markup Multiples(string size, IEnumerable<(string Label, Markup Chart)> charts, string caption, ReportTable? numbers = null) => Markup.Of($"""
        <figure><div class="multiples {size}">
        {Markup.Join(charts.Select(c => Markup.Of($"<div class=\"multiple\"><p>{c.Label}</p><div class=\"chart-frame\">{c.Chart}</div></div>")))}
        </div><figcaption>{caption}</figcaption>{Numbers(numbers)}</figure>
        """);

    private static Markup Numbers(ReportTable? table) => table == null ? Markup.Empty
        : Markup.Of($"<details class=\"numbers\"><summary>The numbers</summary>{HtmlTable.Of(table)}</details>");
}
