using AttX.Signals.Features;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;

namespace AttX.Options;

/// <summary>What follows from <see cref="Features"/> and <see cref="Learner"/>.</summary>
public sealed partial record ExperimentOptions
{
    /// <summary>Whether the model sees features of the windows.</summary>
    public bool UsesFeatures => WindowFeatures != FeatureSet.None;

    /// <summary>The features that windows have: the network's, or the learner's.</summary>
    internal FeatureSet WindowFeatures => Learner != null && Features == FeatureSet.None ? FeatureSet.All : Features;

    /// <summary>Returns what computes the features of windows; null where there are none.</summary>
    public WindowFeatureSource? FeatureSource() => UsesFeatures ? new(Preprocessing(), WindowFeatures) : null;

    /// <summary>Names of the features that the model sees, in order; empty if there are none.</summary>
    public IReadOnlyList<string> FeatureNames => FeatureNormaliser.NamesOf(Normalisation, [.. FeatureColumns.Select(c => c.Name)]);

    /// <summary>Index of the branch whose sensor each of <see cref="FeatureNames"/> comes from; -1 if it is no branch's.</summary>
    public IReadOnlyList<int> FeatureBranches =>
        [.. Normalisation.Ways().SelectMany(_ => FeatureColumns.Select(c => Array.IndexOf([.. Modalities], c.Modality)))];

    /// <summary>The signals to read: the network's, then those that only features need.</summary>
    public IReadOnlyList<Modality> RecordedModalities => [.. Modalities.Concat(FeatureColumns.Select(c => c.Modality)).Distinct()];

    private IReadOnlyList<FeatureColumn> FeatureColumns => WindowFeatures.Columns(Modalities, Device.Info().Modalities);
}
