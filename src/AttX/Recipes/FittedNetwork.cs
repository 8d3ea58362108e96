using AttX.ModelFiles;
using AttX.Training;

namespace AttX.Recipes;

/// <summary>A trained network of a model, or several that differ only in their seed.</summary>
/// <param name="Model">The network, with its metadata.</param>
/// <param name="History">Its epochs; of several networks, the mean over those that were still training.</param>
/// <param name="Summary">Summary of its training.</param>
internal sealed record FittedNetwork(TrainedModel Model, IReadOnlyList<EpochSummary> History, TrainingSummary Summary)
{
    /// <summary>Combines networks that differ only in their seed; the summary tells the most epochs and the mean scores.</summary>
    public static FittedNetwork Combine(IReadOnlyList<FittedNetwork> members)
    {
        TrainingSummary[] each = [.. members.Select(m => m.Summary)];
        return new FittedNetwork(
            members[0].Model with { Others = [.. members.Skip(1).Select(m => m.Model.Network)] },
            [.. Enumerable.Range(0, each.Max(s => s.Epochs)).Select(e => Mean([.. members.Where(m => e < m.History.Count).Select(m => m.History[e])]))],
            new TrainingSummary(each[0].Windows, each.Max(s => s.Epochs), each.Max(s => s.KeptEpoch), each.Average(s => s.Loss),
                each.Average(s => s.Accuracy), Mean([.. each.Select(s => s.HeldOut)])));
    }

    private static EpochSummary Mean(IReadOnlyList<EpochSummary> each) =>
        new(each[0].Epoch, each.Average(e => e.Loss), each.Average(e => e.Accuracy)) { HeldOut = Mean([.. each.Select(e => e.HeldOut)]) };

    private static WindowScore? Mean(IReadOnlyList<WindowScore?> each) =>
        each[0] is not { } first ? null : new(first.Windows, each.Average(s => s!.Loss), each.Average(s => s!.Accuracy));

    /// <summary>Returns the same network with other metadata.</summary>
    public FittedNetwork With(Func<ModelMetadata, ModelMetadata> change) => this with { Model = Model with { Metadata = change(Model.Metadata) } };
}
