using AttX.Formats;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Datasets;

/// <summary>One subject of a dataset, as a recording.</summary>
/// <param name="dataset">The dataset.</param>
/// <param name="subject">The subject's name.</param>
public sealed class DatasetSubject(IDataset dataset, string subject) : IRecordingFile
{
    // Files may be large: they are read when their signals are requested, not when the dataset is opened.
    private readonly Lazy<IReadOnlyList<SignalDescription>> _signals = new(() => dataset.Describe(subject));

    /// <summary>The dataset.</summary>
    public IDataset Dataset => dataset;

    /// <inheritdoc/>
    public string Name => subject;

    /// <inheritdoc/>
    public IReadOnlyList<SignalDescription> Signals => _signals.Value;

    /// <inheritdoc/>
    public IReadOnlyList<string> Notes => [];

    /// <inheritdoc/>
    public RecordingData Read(IReadOnlyList<Modality> modalities, Device device)
    {
        Recording recording = dataset.Read(subject, device, modalities);
        return new RecordingData(recording, GapSummary.Of(recording.Channels), recording.Notes);
    }
}
