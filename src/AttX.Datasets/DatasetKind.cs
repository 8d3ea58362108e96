using AttX.Signals.Modalities;

namespace AttX.Datasets;

/// <summary>A kind of dataset: one row of a <see cref="Catalogue.DatasetCatalogue"/>.</summary>
/// <param name="Name">Its name as an argument of <c>--format</c>: <c>wesad</c>.</param>
/// <param name="Recognises">Returns whether a path, which may not exist, holds one; reads no more than necessary.</param>
/// <param name="Open">Opens the one at a path; reports what is wrong with a path that holds none.</param>
public sealed record DatasetKind(string Name, Func<string, bool> Recognises, Func<string, IDataset> Open)
{
    /// <summary>The rate in Hz of a device's modality in every dataset of this kind; null if rates differ or there are none.</summary>
    public Func<Device, Modality, int?> NativeRateHz { get; init; } = (_, _) => null;
}
