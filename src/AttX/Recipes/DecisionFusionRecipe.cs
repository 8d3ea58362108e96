using AttX.Options;
using AttX.Training;

namespace AttX.Recipes;

/// <summary>A network for each modality, trained one after another, and a rule that combines their decisions.</summary>
/// <param name="options">The networks' shape, training, standardisation of windows, and rule.</param>
public sealed class DecisionFusionRecipe(ExperimentOptions options) : IRecipe
{
    private readonly NetworkFit _networks = new(options);

    /// <inheritdoc/>
    public double Work(FitData data) => _networks.Work(data);

    /// <inheritdoc/>
    public IFittedModel Fit(FitData data, FitContext context)
    {
        var windows = new FitWindows(options, data, context.Observer.Note, context.SeedOf("sessions"));
        int count = options.Networks.Count;
        return new NetworkModel([.. options.Networks.Select((network, i) => Weighed(
            _networks.Fit(network, windows, context with { Observer = new PartObserver(context.Observer, i, count) }, keepsCheckpoint: true), windows))]);
    }

    /// <inheritdoc/>
    public bool Recognises(IReadOnlyDictionary<string, IReadOnlyList<EpochSummary>> histories) => _networks.Recognises(histories);

    /// <summary>Adds a network's training accuracy, if the rule weights it by that.</summary>
    private FittedNetwork Weighed(FittedNetwork network, FitWindows windows) => options.Decision != DecisionRule.Weighted ? network
        : network.With(m => m with { TrainingAccuracy = WindowScore.Of(network.Model.Network, windows.Training(options.Inputs(m.Branches))).Accuracy });
}
