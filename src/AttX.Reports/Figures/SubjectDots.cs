using AttX.Evaluation;
using AttX.Reports.Charts;
using AttX.Reports.Html;
using AttX.Reports.Reading;
using AttX.Reports.Tables;

namespace AttX.Reports.Figures;

/// <summary>Every subject's score in every row, with the means' intervals.</summary>
internal static class SubjectDots
{
    public static Markup Of(ReportData data, Metric metric)
    {
        string name = MetricNames.NameOf(metric);
        double? majority = data.Majority?.Scores[metric].Mean;
        bool published = data.Scored.Any(row => row.Paper != null) && metric == Metric.Accuracy;
        var chart = new DotPlot($"{name} of every subject", $"Dots: one a subject in each of {data.Scored.Count} rows; bars: mean and its 95 % interval.",
            Axis.Over(name, null, [.. data.Scored.SelectMany(Values), .. majority is { } m ? [m] : Array.Empty<double>()], percent: true),
            [.. data.Scored.Select(Row)])
        {
            Width = 860,
            MeanLabel = "mean, 95 % interval",
            ReferenceLabel = "paper",
            Baseline = majority is { } value ? new ReferenceLine(value, "majority class") : null,
        };
        return Figure.Of(chart.ToMarkup(),
            $"{name} of every subject left out (its mean over seeds), mean over subjects with its 95 % interval"
                + (published ? ", and the paper\u2019s figure." : "."));

        IEnumerable<double> Values(ReportRow row) =>
            [.. row.Scores![metric].PerSubject, row.Scores[metric].Interval.Low, row.Scores[metric].Interval.High, .. published && row.Paper is { } paper ? [paper.Accuracy / 100] : Array.Empty<double>()];

        DotRow Row(ReportRow row) => new(RowLabel.Of(row).Text, [.. row.Scores!.Subjects.Zip(row.Scores[metric].PerSubject, (s, v) => new Dot(s, v))])
        {
            Mean = row.Scores[metric].Mean,
            Low = row.Scores[metric].Interval.Low,
            High = row.Scores[metric].Interval.High,
            Reference = published && row.Paper is { } paper ? paper.Accuracy / 100 : double.NaN,
        };
    }
}
