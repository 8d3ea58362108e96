using AttX.Signals.Modalities;

namespace AttX.Signals.Features;

/// <summary>Properties of a feature: one immutable row of <see cref="FeatureTable"/>.</summary>
/// <param name="Name">Its name in options, files and charts, which begins with the modality's: <c>ecg_rmssd</c>.</param>
/// <param name="Modality">The modality that it is computed from.</param>
/// <param name="Unit">Its unit; "1" if it has none.</param>
/// <param name="Definition">Its definition.</param>
/// <param name="Source">Publication that defines or uses it.</param>
public sealed record FeatureInfo(string Name, Modality Modality, string Unit, string Definition, string Source);
