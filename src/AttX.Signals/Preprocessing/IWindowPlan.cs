namespace AttX.Signals.Preprocessing;

/// <summary>What depends on whether a recording's labels count: its windows, what its gaps are worth, and the samples that its z-score looks at.</summary>
internal interface IWindowPlan
{
    /// <summary>The windows.</summary>
    /// <param name="channels">The channels that they are cut from.</param>
    /// <param name="availableSamples">Length of the shortest at the common rate.</param>
    /// <exception cref="InvalidDataException">There is none.</exception>
    IReadOnlyList<Window> Windows(IReadOnlyList<Channel> channels, int availableSamples);

    /// <summary>The channel's samples, all of them finite: its own array if they are.</summary>
    /// <exception cref="InvalidDataException">The gaps may not, or cannot, be filled.</exception>
    double[] WithoutGaps(Channel channel);

    /// <summary>Statistics of the filtered samples that are used, and those that the z-score goes by: a deviation of 0 where there is none.</summary>
    /// <exception cref="InvalidDataException">There is nothing to normalise by.</exception>
    (ChannelStatistics Used, ChannelStatistics By) Measure(Channel channel, double[] unfiltered, ReadOnlySpan<double> filtered);
}
