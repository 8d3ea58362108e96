using AttX.Evaluation;
using AttX.Models.Connections;
using AttX.Paper;
using AttX.Reports.Charts;
using AttX.Reports.Html;
using AttX.Reports.Reading;

namespace AttX.Reports.Figures;

/// <summary>Accuracy by direction and stages of the connections, ours above the paper's, on one scale of colours.</summary>
internal static class PaperHeatMap
{
    private static readonly (ConnectionGraph Direction, string Name)[] Directions =
        [(PaperTables.EdaToEcg, "EDA\u2192ECG"), (PaperTables.EcgToEda, "ECG\u2192EDA"), (ConnectionGraph.AllToAll, "both")];

    /// <summary>The figure; nothing where the data hold none of Table I's connections.</summary>
    public static Markup Of(ReportData data)
    {
        PaperRow[] paper = [.. PaperTables.Rows.Where(row => row.Tables.Contains("I") && row.Direction != null)];
        var ours = data.Scored.Where(row => row.Paper is { Direction: not null } p && p.Tables.Contains("I"))
            .ToDictionary(row => row.Paper!.Label, row => row.Scores![Metric.Accuracy].Mean);
        if (data.Rows.Count == 1 || ours.Count == 0)
            return Markup.Empty;
        string[] stages = [.. paper.Select(Stages).Distinct()];
        (string Name, double[] Values)[] rows =
        [
            .. Directions.SelectMany(d => new[]
            {
                ($"{d.Name}, ours", Values(d.Direction, ours.GetValueOrDefault)),
                ($"{d.Name}, paper", Values(d.Direction, Published)),
            }),
        ];
        double[,] values = new double[rows.Length, stages.Length];
        for (int r = 0; r < rows.Length; r++)
            for (int c = 0; c < stages.Length; c++)
                values[r, c] = rows[r].Values[c];
        var chart = new HeatMap("Accuracy by direction and stages",
            "A heat map: rows are the direction of the connections, ours and the paper\u2019s; "
                + "columns are the stages that are connected. The numbers are those of Table I.",
            "Direction", [.. rows.Select(r => r.Name)], "Stages", stages, values,
            Axis.Over("Accuracy", null, rows.SelectMany(r => r.Values), percent: true))
        {
            Decimals = 2,
        };
        return Figure.Of(chart.ToMarkup(),
            "Accuracy by direction and stages of the connections, ours (mean over subjects and seeds) above the paper\u2019s.");

        double[] Values(ConnectionGraph direction, Func<string, double, double> accuracy) =>
            [.. stages.Select(s => accuracy(paper.First(row => row.Direction == direction && Stages(row) == s).Label, double.NaN))];

        double Published(string label, double none) => paper.First(row => row.Label == label).Accuracy / 100;
    }

    private static string Stages(PaperRow row) => string.Join(',', row.Stages);
}
