using AttX.Evaluation;
using AttX.Reports.Figures;
using AttX.Reports.Html;
using AttX.Reports.Reading;
using AttX.Reports.Writing;

namespace AttX.Reports.Sections;

/// <summary>What the order of the protocol gives away.</summary>
internal static class ProtocolSection
{
    private const double IntervalSeconds = 300;

    /// <summary>Builds the section; null where the best row's folds are not all done, or its run holds no baselines.</summary>
    public static ReportSection? Of(ReportData data)
    {
        if (data.Lead is not { } row || row.Scored[0] is not { IsComplete: true, Baselines: { } baselines })
            return null;
        var rows = Courses(row, baselines).Where(r => r.Points.Count > 0).ToArray();
        return new("protocol", "Protocol order",
        [
            Markup.Of($"<p>Where conditions come in nearly the same order for all, the time since the recording began tells them without any signal. "
                + $"The clock-matched AUC compares windows only with other people\u2019s at the same time.</p>"),
            SectionPart.OnPage(() => ProtocolFigures.Strips(row, baselines)),
            .. rows.Length == 0 ? Array.Empty<SectionPart>() : [SectionPart.OnPage(() => ProtocolFigures.Course(rows, IntervalSeconds)), SectionPart.Table(Table(rows))],
        ]);
    }

    private static IEnumerable<(string Name, IReadOnlyList<(double FromSeconds, double Area, long Pairs)> Points)> Courses(ReportRow row, RunBaselines baselines)
    {
        if (row.Options.Classes != 2)
            yield break;
        int positive = row.Options.Task.Positive;
        yield return (row.Label, ClockMatchedAuc.Course(row.PredictionsByRun, positive, IntervalSeconds));
        if (baselines.Linear is { } linear)
            yield return (BaselineRow.Linear, ClockMatchedAuc.Course([linear], positive, IntervalSeconds));
    }

    private static ReportTable Table((string Name, IReadOnlyList<(double FromSeconds, double Area, long Pairs)> Points)[] rows) => new(
        "protocol", "Clock-matched AUC over elapsed time",
        [new("", "Minutes", IsText: true), .. rows.Select(row => new ReportColumn("", row.Name)), new("", "Pairs")],
        [.. rows[0].Points.Index().Select(p => (ReportCell[])
        [
            FormattableString.Invariant($"{p.Item.FromSeconds / 60:0} to {(p.Item.FromSeconds + IntervalSeconds) / 60:0}"),
            .. rows.Select(row => ReportCell.Number(row.Points[p.Index].Area, "F3")), ReportCell.Number(p.Item.Pairs, "0"),
        ])],
        "Of pairs of windows of different people within 60 s of the same elapsed time, one of the positive class and one not, the share in which the positive one "
            + "gets the higher probability.");
}
