using AttX.Signals.Modalities;

namespace AttX.Signals.Features;

/// <summary>The features of one modality.</summary>
internal interface IFeatureGroup
{
    /// <summary>The features, in the table's order.</summary>
    IReadOnlyList<FeatureInfo> Features { get; }

    /// <summary>Filters a channel without missing samples and finds its events, once for all windows; null where its rate or length does not allow it.</summary>
    IPreparedChannel? Prepare(Channel channel, FeatureOptions options);
}

/// <summary>A channel, ready for its features in any window.</summary>
internal interface IPreparedChannel
{
    /// <summary>Computes features, given by their place in the group; NaN where the window does not carry one.</summary>
    void Measure(double startSeconds, double lengthSeconds, ReadOnlySpan<int> features, Span<double> values);
}

/// <summary>A feature of windows of one kind: its definition in words beside the formula.</summary>
/// <param name="Name">Name after the modality's: <c>rmssd</c>.</param>
/// <param name="Unit">Its unit; "1" if it has none.</param>
/// <param name="Definition">Its definition.</param>
/// <param name="Source">Publication that defines or uses it.</param>
/// <param name="Value">Computes it.</param>
internal sealed record FeatureRow<T>(string Name, string Unit, string Definition, string Source, Func<T, double> Value);

/// <summary>Features computed from one view of a window.</summary>
/// <param name="modality">The modality.</param>
/// <param name="prepare">Filters a channel; returns a function from start and length to the view of a window, null where it carries nothing.</param>
/// <param name="rows">The features.</param>
internal sealed class FeatureGroup<T>(
    Modality modality, Func<Channel, FeatureOptions, Func<double, double, T?>?> prepare, IReadOnlyList<FeatureRow<T>> rows) : IFeatureGroup
    where T : class
{
    public IReadOnlyList<FeatureInfo> Features { get; } =
        [.. rows.Select(row => new FeatureInfo($"{modality.Info().Name}_{row.Name}", modality, row.Unit, row.Definition, row.Source))];

    public IPreparedChannel? Prepare(Channel channel, FeatureOptions options) =>
        prepare(channel, options) is { } view ? new Prepared(view, rows) : null;

    private sealed class Prepared(Func<double, double, T?> view, IReadOnlyList<FeatureRow<T>> rows) : IPreparedChannel
    {
        public void Measure(double startSeconds, double lengthSeconds, ReadOnlySpan<int> features, Span<double> values)
        {
            T? window = view(startSeconds, lengthSeconds);
            for (int i = 0; i < features.Length; i++)
                values[i] = window != null && rows[features[i]].Value(window) is var value && double.IsFinite(value) ? value : double.NaN;
        }
    }
}
