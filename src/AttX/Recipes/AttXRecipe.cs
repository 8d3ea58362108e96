using AttX.Options;
using AttX.Training;

namespace AttX.Recipes;

/// <summary>The paper's network: one for all modalities, connected or not.</summary>
/// <param name="options">The network's shape, training and standardisation of windows.</param>
public sealed class AttXRecipe(ExperimentOptions options) : IRecipe
{
    private readonly NetworkFit _networks = new(options);

    /// <inheritdoc/>
    public double Work(FitData data) => _networks.Work(data);

    /// <inheritdoc/>
    public IFittedModel Fit(FitData data, FitContext context) => FitNetwork(data, context);

    /// <summary>Fits the network.</summary>
    /// <param name="data">The data.</param>
    /// <param name="context">The fit's context.</param>
    /// <param name="keepsCheckpoint">Whether the last epoch is also checkpointed, because other networks are trained afterwards.</param>
    internal NetworkModel FitNetwork(FitData data, FitContext context, bool keepsCheckpoint = false) =>
        new([_networks.Fit(options.Networks[0], new FitWindows(options, data, context.Observer.Note, context.SeedOf("sessions")), context, keepsCheckpoint)]);

    /// <inheritdoc/>
    public bool Recognises(IReadOnlyDictionary<string, IReadOnlyList<EpochSummary>> histories) => _networks.Recognises(histories);
}
