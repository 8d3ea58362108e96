using AttX.Signals.Preprocessing;

namespace AttX.Signals.Features;

/// <summary>
/// Standardises the features of a session's windows by those before them and their own: each window stands for one hop of time, and of a
/// missing value nothing was heard. Not thread-safe.
/// </summary>
public sealed class RunningFeatures
{
    // Shorter than for signals: a window's feature is a mean already. docs/results.md compares.
    private const double PriorSeconds = 60;

    private readonly int _hopSamples;
    private readonly bool _keepsOriginal;
    private readonly IReadOnlyList<double> _deviations;
    private readonly SessionStatistics[] _heard;

    internal RunningFeatures(Normalisation normalisation, WindowSpec spec, double memorySeconds, IReadOnlyList<double> deviations)
    {
        (_hopSamples, _deviations, _keepsOriginal) = (spec.HopSamples, deviations, normalisation != Normalisation.Running);
        _heard = [.. deviations.Select(_ => new SessionStatistics(spec.SamplingRateHz, memorySeconds))];
    }

    /// <summary>Adds a window.</summary>
    public void Hear(ReadOnlySpan<double> row)
    {
        for (int c = 0; c < _heard.Length; c++)
            _heard[c] = With(_heard[c], row[c]);
    }

    /// <summary>Standardises a window that was not added yet.</summary>
    /// <param name="row">Its features.</param>
    /// <param name="standardised">Receives them, as <see cref="FeatureNormaliser.NamesOf"/> names them.</param>
    public void Standardise(ReadOnlySpan<double> row, Span<double> standardised)
    {
        for (int c = 0; c < _heard.Length; c++)
        {
            (double mean, double deviation) = With(_heard[c], row[c]).Shrunk(_deviations[c], PriorSeconds);
            standardised[c] = FeatureNormaliser.Value(row[c], mean, deviation);
        }

        if (_keepsOriginal)
            row.CopyTo(standardised[_heard.Length..]);
    }

    private SessionStatistics With(SessionStatistics heard, double value)
    {
        if (double.IsFinite(value))
            heard.Add(new ChannelStatistics(_hopSamples, value, 0));
        return heard;
    }
}
