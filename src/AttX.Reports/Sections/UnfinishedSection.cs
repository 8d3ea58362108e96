using AttX.Reports.Figures;
using AttX.Reports.Html;
using AttX.Reports.Reading;
using AttX.Runs;

namespace AttX.Reports.Sections;

/// <summary>The folds that are in training, or were when the run was interrupted.</summary>
internal static class UnfinishedSection
{
    /// <summary>Builds the section; null where no fold is in between.</summary>
    public static ReportSection? Of(ReportData data)
    {
        (string Row, ulong Seed, string Subject, FitProgress Fit)[] begun =
        [
            .. from row in data.Rows
               from run in row.Runs
               from subject in run.Missing
               let fit = run.Stored!.Files(subject).ReadProgress()
               where fit is { Epochs.Count: > 0 }
               select (row.Label, run.Seed, subject, fit),
        ];
        return begun.Length == 0 ? null : new("unfinished", "In training", [SectionPart.OnPage(() => Markup.Join(begun.GroupBy(b => b.Row).Select(row => Markup.Of($"""
            <h4>{row.Key}</h4>
            {LearningCurves.OfUnfinished(row.Select(b => (b.Seed, b.Subject, b.Fit)))}
            """))))]);
    }
}
