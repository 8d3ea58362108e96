using AttX.Signals;
using AttX.Signals.Features;

namespace AttX.Streaming;

/// <summary>The features of a session's windows, standardised by what it has heard: the same numbers as offline, to the bit.</summary>
/// <param name="source">Computes a window's features.</param>
/// <param name="heard">The windows so far.</param>
internal sealed class SessionFeatures(WindowFeatureSource source, RunningFeatures heard)
{
    /// <summary>Computes the features of the next window.</summary>
    /// <param name="window">Its raw samples.</param>
    /// <param name="standardised">Receives the features.</param>
    public void Next(IReadOnlyList<Channel> window, Span<double> standardised)
    {
        double[] features = source.Of(window);
        heard.Standardise(features, standardised);
        heard.Hear(features);
    }
}
