using AttX.Evaluation;
using AttX.Options;
using AttX.Reports.Reading;
using AttX.Reports.Writing;
using AttX.Signals.Preprocessing;

namespace AttX.Reports.Tables;

/// <summary>Benefit of the test subject's own statistics: rows that differ in <c>--normalise</c> alone, side by side.</summary>
internal static class NormalisationTable
{
    /// <summary>Builds the table; null where no two rows differ in that alone.</summary>
    public static ReportTable? Of(ReportData data)
    {
        var groups = data.Scored.GroupBy(row => OptionsJson.Text(row.Options with { Normalisation = Normalisation.Subject }))
            .Where(group => group.Count() > 1).ToArray();
        Normalisation[] choices = [.. Enum.GetValues<Normalisation>()
            .Where(c => !c.IsRunning() || groups.Any(group => group.Any(row => row.Options.Normalisation == c)))];
        return groups.Length == 0 ? null : new ReportTable("normalisation", "Accuracy by what the normalisation saw",
            [new("", "Row", IsText: true), .. choices.Select(c => new ReportColumn("", DataGroup.NameOf(c)))],
            [.. groups.Select(group => (ReportCell[])
            [
                RowLabel.Of(group.First()),
                .. choices.Select(c => ReportCell.Percent(group.FirstOrDefault(row => row.Options.Normalisation == c)?.Scores![Metric.Accuracy].Mean)),
            ])],
            "Percent, mean over subjects. subject: z-score by the test subject\u2019s own used samples; baseline: by its baseline; train: by the training "
                + "subjects\u2019 samples alone; running: by what the session had heard." + RowLabel.Note(groups.SelectMany(g => g)));
    }
}
