namespace AttX.Signals.Preprocessing;

/// <summary>Steps that depend on whether labels are used: placing windows, handling gaps, choosing the z-score's samples.</summary>
internal interface IWindowPlan
{
    /// <summary>Places the windows.</summary>
    /// <param name="channels">The channels that they are cut from.</param>
    /// <param name="availableSamples">Length of the shortest channel at the common rate.</param>
    /// <exception cref="InvalidDataException">There is none.</exception>
    IReadOnlyList<Window> Windows(IReadOnlyList<Channel> channels, int availableSamples);

    /// <summary>Returns the channel's samples, all finite unless the filter itself handles gaps: its own array if it has none.</summary>
    /// <exception cref="InvalidDataException">The gaps must not or cannot be filled.</exception>
    double[] WithoutGaps(Channel channel);

    /// <summary>Computes statistics of the filtered samples used, and those of the z-score; deviation 0 where there is none.</summary>
    /// <exception cref="InvalidDataException">There is nothing to normalise by.</exception>
    (ChannelStatistics Used, ChannelStatistics By) Measure(Channel channel, double[] unfiltered, ReadOnlySpan<double> filtered);
}
