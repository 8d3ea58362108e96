namespace AttX.Signals.Features;

/// <summary>Features of windows, one row per window.</summary>
/// <param name="Columns">The features, in order.</param>
/// <param name="Values">Rows × columns, one row after another; NaN where a signal does not carry a feature.</param>
public sealed record FeatureMatrix(IReadOnlyList<FeatureInfo> Columns, double[] Values)
{
    /// <summary>Number of windows.</summary>
    public int Rows => Columns.Count == 0 ? 0 : Values.Length / Columns.Count;

    /// <summary>Returns the features of one window, in the order of <see cref="Columns"/>.</summary>
    public ReadOnlySpan<double> Row(int row) => Values.AsSpan(row * Columns.Count, Columns.Count);
}

/// <summary>The windows of one recording and their features.</summary>
/// <param name="Subject">The subject's name.</param>
/// <param name="Windows">Position and label of each window, in order of time.</param>
/// <param name="Matrix">Their features, one row per window.</param>
public sealed record RecordingFeatures(string Subject, IReadOnlyList<FeatureWindow> Windows, FeatureMatrix Matrix);
