using AttX.Signals.Features.Plain;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Signals.Quality;
using AttX.Signals.Resampling;

namespace AttX.Signals.Features;

/// <summary>
/// Computes the features of windows that <see cref="Preprocessor"/> cut. With a causal filter each window's features come from its own raw samples
/// alone, so that a live session gets the same bits from the same samples; else from the recording filtered as a whole. Immutable and thread-safe.
/// </summary>
/// <param name="options">How windows are cut and normalised.</param>
/// <param name="set">The features; those that are plain come from a window's own samples whatever the filter.</param>
public sealed class WindowFeatureSource(PreprocessingOptions options, FeatureSet set = FeatureSet.All)
{
    private readonly IReadOnlyList<FeatureColumn> _columns = set.Columns(options.Modalities, options.Device.Info().Modalities);
    private readonly FeatureExtractor? _extractor = set == FeatureSet.All ? new([.. options.Modalities.SelectMany(FeatureTable.Of)]) : null;

    /// <summary>The features' names, in order.</summary>
    public IReadOnlyList<string> Names => [.. _columns.Select(c => c.Name)];

    /// <summary>The modalities that they are computed from; their features are missing where a recording lacks one.</summary>
    public IReadOnlyList<Modality> Modalities => [.. _columns.Select(c => c.Modality).Distinct()];

    /// <summary>Computes the features of one window from its raw samples, short gaps bridged and NaN in long ones.</summary>
    /// <param name="window">The window's channels.</param>
    /// <param name="report">Receives remarks, such as channels that are sampled too slowly.</param>
    /// <returns>One value per name; NaN where the window does not carry a feature.</returns>
    public double[] Of(IReadOnlyList<Channel> window, Action<string>? report = null) =>
        _extractor?.Extract(window, report) ?? PlainFeatures.OfWindow(window);

    /// <summary>
    /// Adds features to a recording's windows: standardised where that takes no other person (<see cref="Normalisation.Subject"/>,
    /// <see cref="Normalisation.Baseline"/>); else as they are, for <see cref="FeatureNormaliser"/> to standardise.
    /// </summary>
    /// <param name="recording">The recording.</param>
    /// <param name="windows">Its windows.</param>
    /// <param name="calibration">The stretch at rest that <see cref="Normalisation.Baseline"/> uses; null: where the labels say rest.</param>
    /// <param name="log">Receives remarks, such as channels that are sampled too slowly.</param>
    /// <exception cref="InvalidDataException">No window lies within the time at rest.</exception>
    public WindowSet AddTo(Recording recording, WindowSet windows, CalibrationStretch? calibration = null, Action<string>? log = null)
    {
        Channel[] channels = [.. recording.Channels.Where(c => _columns.Any(column => column.Modality == c.Modality))];
        int[] own = [.. windows.Windows.Select(w => w.StartSample)];
        IReadOnlyList<Window> session = options.Normalisation == Normalisation.Train ? [] : Windower.Whole(recording.Labels, options.Spec,
            recording.Channels.Where(c => options.Modalities.Contains(c.Modality)).Min(c => PolyphaseResampler.Between(c.SamplingRateHz, options.Spec.SamplingRateHz).OutputLength(c.Length)));
        int[] starts = [.. own.Concat(session.Select(w => w.StartSample)).Distinct().Order()];
        double[] values = Extract(channels, starts, problem => log?.Invoke($"{recording.Subject}: {problem}"));
        int columns = _columns.Count;
        WindowFeatures RowsOf(IEnumerable<int> some) =>
            new(Names, [.. some.SelectMany(start => values.AsSpan(Array.BinarySearch(starts, start) * columns, columns).ToArray())]);
        WindowFeatures features = RowsOf(own);
        return options.Normalisation.IsRunning() ? windows with { Features = features, SessionFeatures = RowsOf(session.Select(w => w.StartSample)) }
            : options.Normalisation == Normalisation.Train ? windows with { Features = features }
            : windows with { Features = Standardise(features, RowsOf(Reference(recording, session, calibration).Select(w => w.StartSample))) };
    }

    private double[] Extract(Channel[] channels, int[] starts, Action<string> report)
    {
        if (options.Filter == FilterKind.ZeroPhase && _extractor != null)
            return _extractor.Extract(channels, [.. starts.Select(s => (double)s / options.Spec.SamplingRateHz)], options.Spec.LengthSeconds, report);
        Channel[] bridged = [.. channels.Select(c => CausalSignal.Bridged(c))];
        List<string> problems = [];
        double[] values = [.. starts.SelectMany(start => Of([.. bridged.Select(c => Part(c, start))], problems.Add))];
        foreach (string problem in problems.Distinct())
            report(problem);
        return values;
    }

    /// <summary>Returns a window's own samples, the ones whose quality is checked.</summary>
    private Channel Part(Channel channel, int startSample)
    {
        int start = (int)((long)startSample * channel.SamplingRateHz / options.Spec.SamplingRateHz);
        int end = start + WindowQuality.NativeSamples(options.Spec, channel.SamplingRateHz);
        (start, end) = (Math.Min(start, channel.Length), Math.Min(end, channel.Length));
        return channel with { Axes = [.. channel.Axes.Select(axis => axis[start..end])] };
    }

    /// <summary>Returns the windows of the session whose mean and deviation standardise features: all of them, or those at rest.</summary>
    private IReadOnlyList<Window> Reference(Recording recording, IReadOnlyList<Window> session, CalibrationStretch? calibration)
    {
        if (options.Normalisation != Normalisation.Baseline)
            return session;
        (double rate, double length) = (options.Spec.SamplingRateHz, options.Spec.LengthSeconds);
        Window[] rest = [.. session.Where(w => calibration is { } stretch
            ? w.StartSample / rate >= stretch.StartSeconds && w.StartSample / rate + length <= stretch.EndSeconds
            : w.Label != null && w.Label == options.Task.Baseline)];
        return rest.Length > 0 ? rest : throw new InvalidDataException(FormattableString.Invariant(
            $"{recording.Subject}: no window of {length} s lies within the time at rest, by which features are normalised."));
    }

    private static WindowFeatures Standardise(WindowFeatures features, WindowFeatures reference)
    {
        ChannelStatistics[] statistics = [.. features.Names.Select((_, c) => FeatureNormaliser.Measure(reference, c))];
        int columns = features.Names.Count;
        return features with { Values = [.. features.Values.Select((x, i) => FeatureNormaliser.Value(x, statistics[i % columns].Mean, statistics[i % columns].StandardDeviation))] };
    }
}
