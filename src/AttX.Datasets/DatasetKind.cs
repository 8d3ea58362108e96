using AttX.Signals.Modalities;

namespace AttX.Datasets;

/// <summary>A kind of dataset: one row of a <see cref="DatasetCatalogue"/>.</summary>
/// <param name="Name">As <c>--format</c> takes it: <c>wesad</c>.</param>
/// <param name="Recognises">Whether a path, which may not exist, holds one; looks only as far as it must.</param>
/// <param name="Open">Opens the one at a path; says what is wrong with a path that holds none.</param>
public sealed record DatasetKind(string Name, Func<string, bool> Recognises, Func<string, IDataset> Open)
{
    /// <summary>The rate in Hz at which a device samples a modality in every dataset of this kind; null where they differ, or have none.</summary>
    public Func<Device, Modality, int?> NativeRateHz { get; init; } = (_, _) => null;
}
