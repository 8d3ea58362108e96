using AttX.Signals.Features.Plain;
using AttX.Signals.Modalities;

namespace AttX.Signals.Features;

/// <summary>Features of a window that a network takes beside the signals.</summary>
public enum FeatureSet
{
    /// <summary>None.</summary>
    None,

    /// <summary>The ten of <see cref="PlainFeatures"/>, temperature's among them, whatever signals the network takes.</summary>
    Plain,

    /// <summary>All rows of <see cref="FeatureTable"/> of the signals that the network takes.</summary>
    All,
}

/// <summary>A feature's name, and the modality that it is computed from.</summary>
/// <param name="Name">The name.</param>
/// <param name="Modality">The modality.</param>
public readonly record struct FeatureColumn(string Name, Modality Modality);

/// <summary>The features of each <see cref="FeatureSet"/>.</summary>
public static class FeatureSets
{
    /// <summary>Returns the features of a set, in their fixed order.</summary>
    /// <param name="set">The set.</param>
    /// <param name="modalities">The signals that the network takes.</param>
    /// <param name="recorded">The signals of the device.</param>
    public static IReadOnlyList<FeatureColumn> Columns(this FeatureSet set, IReadOnlyList<Modality> modalities, IReadOnlyList<Modality> recorded) => set switch
    {
        FeatureSet.Plain => [.. PlainFeatures.Columns(modalities.Any(m => m.Info().IsCardiac) ? modalities : recorded).Select(c => new FeatureColumn(c.Name, c.Modality))],
        FeatureSet.All => [.. modalities.SelectMany(m => FeatureTable.Of(m).Select(row => new FeatureColumn(row.Name, m)))],
        _ => [],
    };
}
