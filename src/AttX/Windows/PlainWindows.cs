using AttX.Datasets;
using AttX.Options;
using AttX.Signals;
using AttX.Signals.Features.Plain;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;

namespace AttX.Windows;

/// <summary>The ten features of the linear baseline, of a subject's windows.</summary>
internal static class PlainWindows
{
    /// <summary>Computes the features; null where the recording does not allow them.</summary>
    /// <param name="source">The recordings: what the run does not use is read again.</param>
    /// <param name="recording">The subject's recording, as the run uses it.</param>
    /// <param name="windows">Its windows.</param>
    /// <param name="options">Options of the run.</param>
    /// <param name="note">Receives the reason, unless a modality was never recorded.</param>
    public static WindowFeatures? Of(IDataset source, Recording recording, WindowSet windows, ExperimentOptions options, Action<string> note)
    {
        IReadOnlyList<Modality> recorded = source.ModalitiesOf(options.Device), needed = PlainFeatures.ModalitiesAmong(recorded);
        if (needed.Except(recorded).Any())
            return null;
        try
        {
            Recording complete = needed.All(m => recording.Channels.Any(c => c.Modality == m)) ? recording : source.Read(recording.Subject, options.Device, needed);
            return new WindowFeatures(PlainFeatures.Names, Compute(complete, windows, ScaleOf(options.Normalisation)));
        }
        catch (InvalidDataException e)
        {
            note($"No linear baseline: {e.Message}");
            return null;
        }
    }

    /// <summary>Returns the statistics that see no more of a person than the network's do.</summary>
    private static FeatureScale ScaleOf(Normalisation normalisation) => normalisation.IsRunning() ? FeatureScale.Running
        : normalisation == Normalisation.Train ? FeatureScale.None : FeatureScale.Session;

    /// <summary>Computes the features also between the windows, for the statistics to be those of the whole session, and returns the windows'.</summary>
    private static double[] Compute(Recording recording, WindowSet windows, FeatureScale scale)
    {
        (double length, double hop) = (windows.Spec.LengthSeconds, (double)windows.Spec.HopSamples / windows.Spec.SamplingRateHz);
        double[] own = [.. Enumerable.Range(0, windows.Count).Select(windows.StartSeconds)];
        double end = recording.Channels.Min(c => c.DurationSeconds) - length;
        IEnumerable<double> between = Enumerable.Range(0, Math.Max(0, (int)(end / hop) + 1)).Select(i => i * hop).Where(t => IsFree(own, t, hop));
        double[] all = [.. own.Concat(between).Order()];
        double[] values = PlainFeatures.Of(recording, all, length, scale);
        int columns = PlainFeatures.Names.Count;
        return [.. own.SelectMany(t => values.AsSpan(Array.BinarySearch(all, t) * columns, columns).ToArray())];
    }

    /// <summary>Returns whether no window begins within a hop of a time.</summary>
    private static bool IsFree(double[] starts, double time, double hop)
    {
        int next = Array.BinarySearch(starts, time) is >= 0 and var at ? at : ~Array.BinarySearch(starts, time);
        return (next == starts.Length || starts[next] >= time + hop) && (next == 0 || starts[next - 1] <= time - hop);
    }
}
