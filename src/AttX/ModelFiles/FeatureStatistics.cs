using AttX.Options;
using AttX.Signals.Features;
using AttX.Signals.Preprocessing;
using AttX.Training;

namespace AttX.ModelFiles;

/// <summary>The features of a network in its file: all names, and of those that the training windows tell apart, what standardises them.</summary>
/// <param name="Names">All names.</param>
/// <param name="Columns">Indices of those that are standardised; the others enter as 0.</param>
/// <param name="Medians">What replaces a missing value of each.</param>
/// <param name="Means">The mean of each.</param>
/// <param name="Deviations">The standard deviation of each.</param>
/// <param name="SessionDeviations">What <see cref="FeatureNormaliser"/> shrinks a session's deviations to; null where it needs none.</param>
internal sealed record FeatureStatistics(
    string[] Names, int[] Columns, double[] Medians, double[] Means, double[] Deviations, double[]? SessionDeviations = null)
{
    /// <summary>Returns what stands in the file.</summary>
    public static FeatureStatistics Of(FeatureInput input) => new(
        [.. input.Names], input.Preparation.Columns, input.Preparation.Medians, input.Preparation.Means, input.Preparation.Deviations,
        input.SessionDeviations.Count == 0 ? null : [.. input.SessionDeviations]);

    /// <summary>Returns what the file says, checked.</summary>
    /// <param name="options">The options of the same file.</param>
    /// <exception cref="InvalidDataException">The features are not the options', or a number is missing, not finite or out of range.</exception>
    public FeatureInput Read(ExperimentOptions options)
    {
        if (!Names.SequenceEqual(options.FeatureNames))
            throw new InvalidDataException($"its features ({string.Join(", ", Names)}) are not those of its options ({string.Join(", ", options.FeatureNames)}).");
        int running = options.Normalisation.IsRunning() ? options.FeatureSource()!.Names.Count : 0;
        if ((SessionDeviations ?? []).Length != running || SessionDeviations?.All(d => d >= 0) == false)
            throw new InvalidDataException($"damaged features: sessionDeviations should hold {running} numbers of at least 0.");
        var preparation = new FeaturePreparation(Columns, Medians, Means, Deviations);
        return preparation.Problem(Names.Length) is not { } problem ? new FeatureInput(Names, preparation, options.FeatureBranches) { SessionDeviations = SessionDeviations ?? [] }
            : throw new InvalidDataException($"damaged features: {problem}.");
    }
}
