using AttX.Reports.Charts;
using AttX.Reports.Page;
using AttX.Reports.Reading;
using AttX.Reports.Tables;
using AttX.Training;

namespace AttX.Reports.Figures;

/// <summary>Loss and accuracy in training, epoch by epoch, of every fold of a row.</summary>
internal static class LearningCurves
{
    public static Markup Of(ReportRow row, string id)
    {
        var networks = row.Scored.SelectMany(run => run.Folds.SelectMany(fold => fold.Result.Histories.Select(h => (run.Seed, fold.Subject, Network: h.Key, Epochs: h.Value))))
            .Where(n => n.Epochs.Count > 0).ToArray();
        if (networks.Length == 0)
            return Markup.Empty;
        Axis epochs = new("Epoch", null, 0, networks.Max(n => n.Epochs.Count)),
            loss = Axis.Over("Loss", null, networks.SelectMany(n => n.Epochs).Select(e => e.Loss).Prepend(0)),
            accuracy = Axis.Over("Accuracy", null, networks.SelectMany(n => n.Epochs).Select(e => e.Accuracy), percent: true);
        bool several = networks.Select(n => n.Network).Distinct().Count() > 1;
        IEnumerable<(string, Chart)> Multiples(Axis y, Func<EpochSummary, double> value) => networks.GroupBy(n => n.Subject).Select(subject => (subject.Key,
            (Chart)new LineChart($"{y.Label} in training, {subject.Key} left out", $"{y.Label} on the training windows against the epoch.", epochs, y,
                [.. subject.Select(n => new LineSeries($"seed {n.Seed}{(several ? $", {n.Network}" : "")}", [.. n.Epochs.Select(e => new ChartPoint(e.Epoch, value(e)))]))])
            {
                Width = 230,
                PlotHeight = 100,
            }));
        return Markup.Of($"""
            <h4>Learning curves</h4>
            {Figure.Multiples("narrow", Multiples(loss, e => e.Loss), "Cross-entropy on the training windows, as seen while training; one panel a subject left out, one line a network.", Last(networks, id))}
            {Figure.Multiples("narrow", Multiples(accuracy, e => e.Accuracy), "Accuracy on the training windows, as seen while training.")}
            """);
    }

    private static ReportTable Last((ulong Seed, string Subject, string Network, IReadOnlyList<EpochSummary> Epochs)[] networks, string id) => new(
        $"{id}-epochs", "Last epoch of every network",
        [new("", "Left out", IsText: true), new("", "Seed"), new("", "Network", IsText: true), new("", "Epoch"), new("", "Loss"), new("", "Accuracy (%)")],
        [.. networks.Select(n => (ReportCell[])
        [
            n.Subject, ReportCell.Number(n.Seed, "0"), n.Network, ReportCell.Number(n.Epochs[^1].Epoch, "0"),
            ReportCell.Number(n.Epochs[^1].Loss, "F4"), ReportCell.Percent(n.Epochs[^1].Accuracy),
        ])]);
}
