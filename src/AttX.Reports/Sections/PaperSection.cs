using AttX.Reports.Figures;
using AttX.Reports.Html;
using AttX.Reports.Reading;
using AttX.Reports.Tables;

namespace AttX.Reports.Sections;

/// <summary>The paper's tables beside ours.</summary>
internal static class PaperSection
{
    /// <summary>The section; null where no row is one of the paper's.</summary>
    public static ReportSection? Of(ReportData data)
    {
        ReportTable?[] tables = [PaperTable.One(data), PaperTable.Two(data), PaperTable.Three(data)];
        return tables.All(t => t == null) ? null : new ReportSection("paper", "Beside the paper", Markup.Of($"""
            <p>The tables of Bhatti et al. 2021 with what was computed here.</p>
            {Optional(tables[0])}
            {PaperHeatMap.Of(data)}
            {Optional(tables[1])}
            {Optional(tables[2])}
            """));
    }

    private static Markup Optional(ReportTable? table) => table == null ? Markup.Empty : HtmlTable.Of(table);
}
