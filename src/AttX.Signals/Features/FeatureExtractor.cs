using AttX.Signals.Modalities;
using AttX.Signals.Quality;

namespace AttX.Signals.Features;

/// <summary>Computes features of windows from signals in physical units, before any normalisation. Immutable and thread-safe.</summary>
/// <remarks>
/// A channel is filtered, and its beats, responses and breaths are found, once per recording; windows then only select. A live
/// session passes its last window's channels instead, which see nothing after the window: values differ a little, most near its ends.
/// </remarks>
public sealed class FeatureExtractor
{
    // A window that lacks more is not bridged but left empty.
    private const double LargestMissingShare = 0.1;

    private readonly FeatureOptions _options;
    private readonly (Modality Modality, int[] Places, int[] Rows)[] _parts;

    /// <summary>Creates an extractor of these features.</summary>
    /// <param name="columns">Rows of <see cref="FeatureTable"/>, each once.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <exception cref="ArgumentException">There is no feature, one occurs twice, or the options have problems.</exception>
    public FeatureExtractor(IReadOnlyList<FeatureInfo> columns, FeatureOptions? options = null)
    {
        _options = options ?? new FeatureOptions();
        string[] problems =
        [
            .. _options.Problems(),
            .. columns.GroupBy(c => c.Name).Where(g => g.Count() > 1).Select(g => $"Feature {g.Key} occurs twice."),
            .. columns.Count == 0 ? ["At least one feature is needed."] : Array.Empty<string>(),
        ];
        if (problems.Length > 0)
            throw new ArgumentException(string.Join(' ', problems), nameof(columns));
        Columns = [.. columns];
        _parts = [.. columns.Index().GroupBy(c => c.Item.Modality).Select(part => (part.Key,
            part.Select(c => c.Index).ToArray(), part.Select(c => FeatureTable.Of(part.Key).ToList().IndexOf(c.Item)).ToArray()))];
    }

    /// <summary>The features, in the order of the result's columns.</summary>
    public IReadOnlyList<FeatureInfo> Columns { get; }

    /// <summary>Computes the features of a recording's windows.</summary>
    /// <param name="recording">The recording; a modality that it lacks is missing in every window.</param>
    /// <param name="log">Receives remarks, such as channels that are sampled too slowly.</param>
    /// <exception cref="InvalidDataException">No window fits, or too many do.</exception>
    public RecordingFeatures Extract(Recording recording, Action<string>? log = null)
    {
        IReadOnlyList<FeatureWindow> windows = FeatureWindow.Cut(recording, _options);
        double[] values = Extract(recording.Channels, [.. windows.Select(w => w.StartSeconds)], _options.WindowSeconds,
            problem => log?.Invoke($"{recording.Subject}: {problem}"));
        return new RecordingFeatures(recording.Subject, windows, new FeatureMatrix(Columns, values));
    }

    /// <summary>Computes the features of one window, such as the last of a live session.</summary>
    /// <param name="window">The window's channels, from its first sample to its last, in physical units.</param>
    /// <param name="report">Receives remarks, such as channels that are sampled too slowly.</param>
    /// <returns>The features, in the order of <see cref="Columns"/>; NaN where the window does not carry one.</returns>
    public double[] Extract(IReadOnlyList<Channel> window, Action<string>? report = null) =>
        Extract(window, [0], window.Select(c => c.DurationSeconds).DefaultIfEmpty(0).Max(), report ?? (_ => { }));

    /// <summary>Computes the features of windows of channels.</summary>
    /// <param name="channels">The channels, whole, in physical units.</param>
    /// <param name="starts">The windows' starts, in seconds.</param>
    /// <param name="lengthSeconds">Their length.</param>
    /// <param name="report">Receives remarks, such as channels that are sampled too slowly.</param>
    /// <returns>Windows × <see cref="Columns"/>; NaN where a window does not carry a feature.</returns>
    public double[] Extract(IReadOnlyList<Channel> channels, double[] starts, double lengthSeconds, Action<string> report)
    {
        double[] values = new double[checked(starts.Length * Columns.Count)];
        Array.Fill(values, double.NaN);
        foreach ((Modality modality, int[] places, int[] rows) in _parts)
        {
            if (channels.FirstOrDefault(c => c.Modality == modality) is not { Length: > 0 } channel)
                continue;
            Channel whole = MissingValues.Bridge(channel);
            if (FeatureTable.GroupOf(modality).Prepare(whole, _options) is not { } prepared)
            {
                report($"{channel.Name} ({channel.DurationSeconds:0.##} s at {channel.SamplingRateHz} Hz) is too short or sampled too slowly for its filter: its features are missing.");
                continue;
            }

            Measure(channel, prepared, hasGaps: whole != channel, (starts, lengthSeconds), (places, rows), values);
        }

        return values;
    }

    private void Measure(
        Channel channel, IPreparedChannel prepared, bool hasGaps, (double[] Starts, double Length) windows, (int[] Places, int[] Rows) features, double[] values)
    {
        double[] measured = new double[features.Rows.Length];
        for (int window = 0; window < windows.Starts.Length; window++)
        {
            (int, int) part = Part(channel, windows.Starts[window], windows.Length);
            if ((hasGaps && MissingShare(channel, part) > LargestMissingShare) || IsSilent(channel, part))
                continue;
            prepared.Measure(windows.Starts[window], windows.Length, features.Rows, measured);
            for (int i = 0; i < measured.Length; i++)
                values[window * Columns.Count + features.Places[i]] = measured[i];
        }
    }

    private static double MissingShare(Channel channel, (int Start, int Length) part) =>
        channel.Axes.Max(axis => (double)MissingValues.Count(axis.AsSpan(part.Start, part.Length)) / part.Length);

    /// <summary>Returns whether a band that excludes levels leaves nothing: every axis keeps one value.</summary>
    private static bool IsSilent(Channel channel, (int Start, int Length) part) => channel.Modality.Info().Band.LowHz != null
        && channel.Axes.All(axis => axis.AsSpan(part.Start, part.Length).IndexOfAnyExcept(axis[part.Start]) < 0);

    private static (int Start, int Length) Part(Channel channel, double startSeconds, double lengthSeconds)
    {
        int start = (int)Math.Min(channel.Length - 1, startSeconds * channel.SamplingRateHz);
        return (start, (int)Math.Min(channel.Length - start, Math.Ceiling(lengthSeconds * channel.SamplingRateHz)));
    }
}
