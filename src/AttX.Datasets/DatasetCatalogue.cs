using AttX.Datasets.Synthetic;
using AttX.Datasets.Wesad;
using AttX.Formats;
using AttX.Signals.Modalities;

namespace AttX.Datasets;

/// <summary>The kinds of datasets that are read, and the door to every recording: a dataset's subject, or a file by itself.</summary>
/// <param name="kinds">The rows, asked in this order. The last says what is wrong with a path that none of them recognises.</param>
public sealed class DatasetCatalogue(IReadOnlyList<DatasetKind> kinds)
{
    /// <summary>The kinds that come with the program. To add one, add its row here.</summary>
    public static DatasetCatalogue Default { get; } = new([SyntheticCohort.Kind, WesadDataset.Kind]);

    /// <summary>The rows.</summary>
    public IReadOnlyList<DatasetKind> Kinds => kinds;

    /// <summary>Opens the dataset at a path.</summary>
    /// <exception cref="FileNotFoundException">Nothing is at the path.</exception>
    /// <exception cref="InvalidDataException">What is there is no dataset, or a damaged one.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public IDataset Open(string path) => (Find(path) ?? kinds[^1]).Open(path);

    /// <summary>Opens every recording at a path: a dataset's subjects, or one file, folder or archive in a format.</summary>
    /// <param name="path">The path.</param>
    /// <param name="options">What a file does not say of itself; a dataset does.</param>
    /// <param name="kind">The kind of dataset that it is to be taken for; null: told by content.</param>
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

    /// <summary>The rate in Hz at which a device samples a modality, by the first kind that knows.</summary>
    public int? NativeRateHz(Device device, Modality modality) =>
        kinds.Select(kind => kind.NativeRateHz(device, modality)).FirstOrDefault(rate => rate != null);

    private DatasetKind? Find(string path) => kinds.FirstOrDefault(kind => kind.Recognises(path));
}
