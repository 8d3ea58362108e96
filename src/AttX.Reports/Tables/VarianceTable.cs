using AttX.Evaluation;
using AttX.Reports.Reading;
using AttX.Reports.Writing;

namespace AttX.Reports.Tables;

/// <summary>What scores vary by: people and seeds, like with like.</summary>
internal static class VarianceTable
{
    /// <summary>Builds the table of one metric; null where no row has several seeds and subjects.</summary>
    public static ReportTable? Of(ReportData data, Metric metric)
    {
        ReportRow[] rows = [.. data.Scored.Where(row => row.Scores![metric].Components != null)];
        return rows.Length == 0 ? null : new ReportTable("variance-components", $"{MetricNames.NameOf(metric)}: what a person\u2019s score with one seed varies by",
            [
                new("", "Row", IsText: true), new("Standard deviation", "people"), new("Standard deviation", "seeds, of all people alike"),
                new("Standard deviation", "residual"), new("Standard deviation", "seeds, of one person"), new("", "People / seeds"),
            ],
            [.. rows.Select(row => Row(row, row.Scores![metric].Components!))],
            "Percentage points, of one person with one seed. Seeds, of one person: those of all people alike and the residual together, which is what stands beside "
                + "the spread of people like with like; the SD over seeds of the table above is that of means over all people, and so smaller." + RowLabel.Note(rows));
    }

    private static ReportCell[] Row(ReportRow row, VarianceComponents sd) =>
    [
        RowLabel.Of(row), ReportCell.Percent(sd.People), ReportCell.Percent(sd.Seeds), ReportCell.Percent(sd.Residual), ReportCell.Percent(sd.SeedsOfOnePerson),
        ReportCell.Number(sd.People / sd.SeedsOfOnePerson, "F1"),
    ];
}
