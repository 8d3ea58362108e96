using AttX.Reports.Charts;
using AttX.Reports.Html;
using AttX.Reports.Reading;
using AttX.Reports.Writing;
using AttX.Runs;
using AttX.Training;

namespace AttX.Reports.Figures;

/// <summary>Training loss and accuracy per epoch, for every fold of a row.</summary>
internal static class LearningCurves
{
    /// <summary>Draws the figures; none where no network was trained for an epoch.</summary>
    public static Markup Of(ReportRow row, string id)
    {
        TrainedFold[] networks =
        [
            .. from run in row.Scored
               from fold in run.Folds
               from history in fold.Result.Histories
               where history.Value.Count > 0
               select new TrainedFold(run.Seed, fold.Subject, history.Key, history.Value),
        ];
        if (networks.Length == 0)
            return Markup.Empty;
        Axis loss = Axis.Over("Loss", null, networks.SelectMany(n => n.Epochs).Select(e => e.Loss).Prepend(0)),
            accuracy = Axis.Over("Accuracy", null, networks.SelectMany(n => n.Epochs).Select(e => e.Accuracy), percent: true);
        return Markup.Of($"""
            <h4>Learning curves</h4>
            {Figure.Multiples("narrow", Multiples(networks, loss, e => e.Loss),
                "Cross-entropy on the training windows, as seen while training; one panel a subject left out, one line a network.", Last(networks, id))}
            {Figure.Multiples("narrow", Multiples(networks, accuracy, e => e.Accuracy), "Accuracy on the training windows, as seen while training.")}
            """);
    }

    /// <summary>Draws the loss of networks that are in training; none where no epoch is done.</summary>
    /// <param name="networks">The seed and the subject left out of each fit, and how far it is.</param>
    public static Markup OfUnfinished(IEnumerable<(ulong Seed, string Subject, FitProgress Fit)> networks)
    {
        TrainedFold[] begun = [.. networks.SelectMany(n => n.Fit.Networks.Select((epochs, i) => new TrainedFold(n.Seed, n.Subject, $"network {i + 1}", epochs)))];
        return begun.Length == 0 ? Markup.Empty : Figure.Multiples("narrow",
            Multiples(begun, Axis.Over("Loss", null, begun.SelectMany(n => n.Epochs).Select(e => e.Loss).Prepend(0)), e => e.Loss),
            "Cross-entropy on the training windows so far; one panel a subject left out, one line a network.");
    }

    private static IEnumerable<(string, Markup)> Multiples(TrainedFold[] networks, Axis y, Func<EpochSummary, double> value)
    {
        Axis epochs = new("Epoch", null, 0, networks.Max(n => n.Epochs.Count)) { Whole = true };
        bool several = networks.Select(n => n.Network).Distinct().Count() > 1;
        return networks.GroupBy(n => n.Subject).Select(subject => (subject.Key, new LineChart(
            $"{y.Label} in training, {subject.Key} left out", $"{y.Label} on the training windows against the epoch.", epochs, y,
            [.. subject.Select(n => new LineSeries(
                $"seed {n.Seed}{(several ? $", {n.Network}" : "")}", [.. n.Epochs.Select(e => new ChartPoint(e.Epoch, value(e)))]))])
        {
            Width = 230,
            PlotHeight = 100,
        }.ToMarkup()));
    }

    private static ReportTable Last(TrainedFold[] networks, string id) => new($"{id}-epochs", "Last epoch of every network",
        [
            new("", "Left out", IsText: true), new("", "Seed"), new("", "Network", IsText: true),
            new("", "Epoch"), new("", "Loss"), new("", "Accuracy (%)"),
        ],
        [.. networks.Select(n => (ReportCell[])
        [
            n.Subject, ReportCell.Number(n.Seed, "0"), n.Network, ReportCell.Number(n.Epochs[^1].Epoch, "0"),
            ReportCell.Number(n.Epochs[^1].Loss, "F4"), ReportCell.Percent(n.Epochs[^1].Accuracy),
        ])]);

    private sealed record TrainedFold(ulong Seed, string Subject, string Network, IReadOnlyList<EpochSummary> Epochs);
}
