using AttX.Datasets.Bids;
using AttX.Datasets.Case;
using AttX.Datasets.DriveDb;
using AttX.Datasets.Folder;
using AttX.Datasets.StressPredict;
using AttX.Datasets.Synthetic;
using AttX.Datasets.Wesad;
using AttX.Formats;
using AttX.Formats.Catalogue;
using AttX.Signals.Modalities;

namespace AttX.Datasets.Catalogue;

/// <summary>Kinds of datasets that can be read; opens every recording, whether a dataset's subject or a single file.</summary>
/// <param name="kinds">The rows, tried in this order. The last one reports what is wrong with a path that none of them recognises.</param>
public sealed class DatasetCatalogue(IReadOnlyList<DatasetKind> kinds)
{
    /// <summary>Kinds that the program includes. To add one, add its row here.</summary>
    public static DatasetCatalogue Default { get; } = new(
    [
        SyntheticCohort.Kind, FolderDataset.Kind, BidsDataset.Kind, StressPredictDataset.Kind, DriveDbDataset.Kind, CaseDataset.Kind, WesadDataset.Kind,
    ]);

    /// <summary>The rows.</summary>
    public IReadOnlyList<DatasetKind> Kinds => kinds;

    /// <summary>Opens the dataset at a path.</summary>
    /// <exception cref="FileNotFoundException">Nothing is at the path.</exception>
    /// <exception cref="InvalidDataException">The path holds no dataset, or a damaged one.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public IDataset Open(string path) => (Find(path) ?? kinds[^1]).Open(path);

    /// <summary>Opens datasets, several as one.</summary>
    /// <inheritdoc cref="Open(string)"/>
    public IDataset Open(IReadOnlyList<DataPath> paths) => paths is [var only] ? Open(only.Path)
        : new CombinedDataset([.. paths.Select(p => new DatasetPart(p.Name, Open(p.Path)))]);

    /// <summary>Opens every recording at a path: a dataset's subjects, or one file, folder or archive in a format.</summary>
    /// <param name="path">The path.</param>
    /// <param name="options">Specifies what a file does not; a dataset specifies all of it.</param>
    /// <param name="kind">The kind of dataset to open it as; null to detect it by content.</param>
    /// <exception cref="FileNotFoundException">Nothing is at the path.</exception>
    /// <exception cref="InvalidDataException">What is there is damaged or unknown, or a dataset that needs no options.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public IReadOnlyList<IRecordingFile> OpenRecordings(string path, FormatOptions options, DatasetKind? kind = null)
    {
        DatasetKind? found = kind ?? (options.Format == null ? Find(path) : null);
        if (found == null && (options.Format != null || RecordingFile.IsCandidate(path)))
            return [RecordingFile.Open(path, options)];
        if (!options.IsEmpty)
            throw new InvalidDataException($"{path}: a dataset says what its signals are; leave out --column, --unit, --time-column, --time-unit and --rate.");
        try
        {
            IDataset dataset = (found ?? kinds[^1]).Open(path);
            return [.. dataset.Subjects.Select(subject => new DatasetSubject(dataset, subject))];
        }
        catch (InvalidDataException e) when (found == null)
        {
            throw new InvalidDataException($"{e.Message} Or name a single recording of another kind: {RecordingFile.Known}.", e);
        }
    }

    /// <summary>Opens the one recording at a path.</summary>
    /// <inheritdoc cref="OpenRecordings"/>
    public IRecordingFile OpenRecording(string path, FormatOptions options, DatasetKind? kind = null)
    {
        IReadOnlyList<IRecordingFile> files = OpenRecordings(path, options, kind);
        return files.Count == 1 ? files[0] : throw new InvalidDataException(
            $"{path} holds {files.Count} recordings ({files[0].Name} to {files[^1].Name}); name one of them.");
    }

    /// <summary>Finds the rate in Hz at which a device samples a modality, by the first kind that has one.</summary>
    public int? NativeRateHz(Device device, Modality modality) =>
        kinds.Select(kind => kind.NativeRateHz(device, modality)).FirstOrDefault(rate => rate != null);

    private DatasetKind? Find(string path) => kinds.FirstOrDefault(kind => kind.Recognises(path));
}
