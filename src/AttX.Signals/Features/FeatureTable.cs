using AttX.Signals.Modalities;

namespace AttX.Signals.Features;

/// <summary>Table of all features, one row per feature of each modality; docs/features.md is made of it.</summary>
public static class FeatureTable
{
    private static readonly Dictionary<Modality, IFeatureGroup> s_groups = new()
    {
        [Modality.Ecg] = HeartFeatures.Of(Modality.Ecg),
        [Modality.Bvp] = HeartFeatures.Of(Modality.Bvp),
        [Modality.Eda] = SkinFeatures.Group,
        [Modality.Respiration] = RespirationFeatures.Group,
        [Modality.Temperature] = TemperatureFeatures.Group,
        [Modality.Acceleration] = MovementFeatures.Group,
        [Modality.Emg] = MuscleFeatures.Group,
    };

    /// <summary>The rows, modality by modality.</summary>
    public static IReadOnlyList<FeatureInfo> All { get; } = [.. s_groups.Values.SelectMany(group => group.Features)];

    /// <summary>Returns the features of a modality.</summary>
    public static IReadOnlyList<FeatureInfo> Of(Modality modality) => GroupOf(modality).Features;

    /// <summary>Finds a feature by its name.</summary>
    /// <exception cref="FormatException">There is none; the message names what the modality has.</exception>
    public static FeatureInfo Parse(string name) => All.FirstOrDefault(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new FormatException(ModalityTable.All.FirstOrDefault(m => name.StartsWith(m.Name + "_", StringComparison.OrdinalIgnoreCase)) is { } modality
            ? $"{name} is no feature of {modality.Label}, which has {string.Join(", ", Of(modality.Modality).Select(f => f.Name))}"
            : $"{name} is no feature; a feature begins with {ClassificationTask.Alternatives([.. ModalityTable.All.Select(m => m.Name + "_")])}");

    internal static IFeatureGroup GroupOf(Modality modality) => s_groups[modality];
}
