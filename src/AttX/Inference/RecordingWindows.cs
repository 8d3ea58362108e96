using AttX.ModelFiles;
using AttX.Options;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;

namespace AttX.Inference;

/// <summary>
/// The windows of a whole recording, and which of a model's sensors each of them has. For a model that can miss sensors, a sensor is missing
/// where the recording lacks it and where its window has no signal (<see cref="QualityFlagsText.NoSignal"/>); any other model needs all.
/// </summary>
internal sealed class RecordingWindows
{
    private readonly int[] _places;
    private readonly bool _canMiss;

    private RecordingWindows(WindowSet windows, int[] places, bool canMiss) => (Windows, _places, _canMiss) = (windows, places, canMiss);

    /// <summary>The windows, standardised, of those modalities that the recording has.</summary>
    public WindowSet Windows { get; }

    /// <summary>What the person was heard in all, this recording included; null if it was not to be measured.</summary>
    public PersonStatistics? Person { get; private init; }

    /// <summary>Whether the windows start from statistics of the person's earlier sessions.</summary>
    public bool StartsFromPerson { get; private init; }

    /// <summary>Prepares a recording.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">Its options, with the recording's device and modalities.</param>
    /// <param name="recording">The recording.</param>
    /// <param name="baseline">The stretch at rest, if the model normalises by one.</param>
    /// <param name="person">What the person's earlier sessions heard; null: not to be used.</param>
    /// <param name="note">Receives remarks for readers of the prediction.</param>
    /// <exception cref="InvalidDataException">The recording is too short, too slow, or lacks a channel that the model needs.</exception>
    public static RecordingWindows Of(
        IModel model, ExperimentOptions options, Recording recording, CalibrationStretch? baseline, PersonStatistics? person, Action<string> note)
    {
        int[] places = [.. Enumerable.Range(0, options.Modalities.Count)];
        int[] there = [.. places.Where(i => recording.Channels.Any(c => c.Modality == options.Modalities[i]))];
        bool canMiss = model.CanMissSensors && there.Length > 0;
        if (!canMiss)
            there = places;
        else if (there.Length < places.Length)
            note($"{recording.Subject}: lacks {SensorNames.Of(places.Except(there).Select(i => options.Modalities[i]))}; " +
                $"its estimates rest on {SensorNames.Of(there.Select(i => options.Modalities[i]))}.");
        PreprocessingOptions preprocessing = options.Preprocessing() with { Modalities = [.. there.Select(i => options.Modalities[i])] };
        Recording cut = canMiss ? Continued(recording, options.WindowSeconds) : recording;
        if (person == null)
        {
            WindowSet windows = WithFeatures(options, cut, new Preprocessor(preprocessing).ProcessWhole(cut, baseline, note), baseline, note);
            return new RecordingWindows(model.Standardise(windows, there), there, canMiss);
        }

        PersonWindows own = PersonWindows.Of(model, preprocessing, there, cut, person, note);
        return new RecordingWindows(own.Windows, there, canMiss) { Person = own.Person, StartsFromPerson = own.StartsFromPerson };
    }

    /// <summary>Determines which of the model's modalities a window has; returns the flaws that prevent an estimate, if any.</summary>
    /// <param name="window">The window.</param>
    /// <param name="present">Receives a flag per modality of the model.</param>
    public QualityFlags Read(int window, Span<bool> present)
    {
        present.Clear();
        QualityFlags flaws = QualityFlags.None;
        for (int i = 0; i < _places.Length; i++)
        {
            QualityFlags found = Windows.SensorQuality![i][window];
            if (_canMiss && (found & QualityFlagsText.NoSignal) != 0)
                continue;
            present[_places[i]] = true;
            flaws |= found;
        }

        return present.Contains(true) ? flaws : Windows.Quality![window];
    }

    /// <summary>Copies the features and the samples of the modalities that a window has; false where one is beyond single precision.</summary>
    public bool TryCopy(int window, ReadOnlySpan<bool> present, IModelPredictor predictor)
    {
        for (int i = 0; i < _places.Length; i++)
        {
            Span<float> input = predictor.Input(_places[i]);
            if (!present[_places[i]] || input.IsEmpty)
                continue;
            ReadOnlySpan<float> signal = Windows.Signal(i, window);
            foreach (float x in signal)
                if (!float.IsFinite(x))
                    return false;
            signal.CopyTo(input);
        }

        Windows.Features?[window].CopyTo(predictor.Features);
        return true;
    }

    /// <summary>Adds features to a recording's windows, for a model that sees any.</summary>
    internal static WindowSet WithFeatures(
        ExperimentOptions options, Recording recording, WindowSet windows, CalibrationStretch? baseline, Action<string> note) =>
        options.FeatureSource()?.AddTo(recording, windows, baseline, note) ?? windows;

    /// <summary>Continues, without values, the signals that end at least a window before the longest: the windows then lack these sensors.</summary>
    private static Recording Continued(Recording recording, double windowSeconds)
    {
        double end = recording.Channels.Max(c => c.DurationSeconds);
        return recording with
        {
            Channels = [.. recording.Channels.Select(channel => end - channel.DurationSeconds < windowSeconds ? channel : channel with
            {
                Axes = [.. channel.Axes.Select(axis => Continued(axis, (int)(end * channel.SamplingRateHz)))],
            })],
        };
    }

    private static double[] Continued(double[] samples, int length)
    {
        double[] continued = new double[length];
        continued.AsSpan().Fill(double.NaN);
        samples.CopyTo(continued, 0);
        return continued;
    }
}
