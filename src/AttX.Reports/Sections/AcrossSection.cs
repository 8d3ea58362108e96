using AttX.Evaluation;
using AttX.Reports.Html;
using AttX.Reports.Reading;
using AttX.Reports.Tables;

namespace AttX.Reports.Sections;

/// <summary>Scores across datasets.</summary>
internal static class AcrossSection
{
    /// <summary>Builds the section; null where no row with scores uses several datasets.</summary>
    public static ReportSection? Of(ReportData data)
    {
        IReadOnlyList<AcrossCell> cells = AcrossCell.Of(data);
        return cells.Count == 0 ? null : new("across", "Trained on × tested on",
        [
            Markup.Of($"<p>{Explanation(cells)}</p>"),
            SectionPart.Table(AcrossTable.Of(cells, Metric.Accuracy)),
            SectionPart.Table(AcrossTable.Of(cells, Metric.MacroF1)),
        ]);
    }

    private static string Explanation(IReadOnlyList<AcrossCell> cells) =>
        "Where a dataset is trained on and tested on, each subject is tested by a model of other people; elsewhere nobody of the tested dataset "
            + "was trained on. People, devices, stressors and labels differ between datasets, all at once."
            + (cells.All(c => !c.TrainedOn.Split('+').Contains(c.TestedOn)) ? " What a model of the tested dataset itself reaches, attx sweep with --across shows." : "");
}
