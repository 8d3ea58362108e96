using AttX.Signals.Modalities;
using AttX.Signals;

namespace AttX.Datasets;

/// <summary>One array found in a dataset, described without keeping its samples.</summary>
/// <param name="Device">The device it belongs to.</param>
/// <param name="Name">Its name in the dataset, e.g. "ECG".</param>
/// <param name="Modality">What it measures, if known.</param>
/// <param name="SamplingRateHz">Samples per second.</param>
/// <param name="Samples">Number of samples (rows).</param>
/// <param name="Columns">Values per sample (3 for acceleration).</param>
public sealed record ChannelDescription(Device Device, string Name, Modality? Modality, int SamplingRateHz, long Samples, int Columns);

/// <summary>A dataset of labelled recordings, one a subject. Reading is thread-safe.</summary>
public interface IRecordingSource
{
    /// <summary>The subjects, in natural order (S2 before S10).</summary>
    IReadOnlyList<string> Subjects { get; }

    /// <summary>Reads one subject's channels of one device, with the labels; nothing else is kept in memory.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, foreign, or lacks a channel: says which, and where.</exception>
    Recording Read(string subject, Device device, IReadOnlyList<Modality> modalities);

    /// <summary>Lists the arrays of one subject without keeping them.</summary>
    /// <exception cref="InvalidDataException">The file is damaged or foreign.</exception>
    IReadOnlyList<ChannelDescription> Describe(string subject);

    /// <summary>
    /// A short text that changes when the subject's file does (location, length, time of change): the key of a cache,
    /// not a proof of content.
    /// </summary>
    string Stamp(string subject);
}
