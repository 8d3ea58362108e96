namespace AttX.Streaming;

/// <summary>
/// Places the samples of a session's channels in time: channels may lag behind one another by so much and no more, and a time far from all
/// before is believed only when three chunks agree on it.
/// </summary>
/// <param name="channels">The session's channels.</param>
/// <param name="maximumLagSeconds">Lag of one channel behind another beyond which its samples are missing.</param>
internal sealed class SessionTimeline(ChannelStream[] channels, double maximumLagSeconds)
{
    private double _startSeconds = double.PositiveInfinity;

    /// <summary>Whether the session has delivered an estimate, after which its time never runs backwards.</summary>
    public bool HasEstimated { get; set; }

    /// <summary>Hands samples to a channel, or holds them while only they are of their time.</summary>
    /// <returns>Whether the channel went on.</returns>
    public bool Push(ChannelStream channel, double startSeconds, ReadOnlySpan<double> samples)
    {
        bool isFar = IsFar(channel, startSeconds);
        if (isFar && !channel.Held.Add(startSeconds, samples))
            return false;
        if (isFar && channel.HasBegun && startSeconds < channel.EndSeconds)
            BeginAnew();
        if (!isFar && IsFar(channel, channel.Held.StartSeconds))
            channel.Held.Drop();
        foreach ((double start, double[] held) in channel.Held.Take())
            Accept(channel, start, held);
        if (!isFar)
            Accept(channel, startSeconds, samples);
        return true;
    }

    /// <summary>Treats samples of all channels that have not arrived by a time as missing.</summary>
    public void GiveUpBefore(double seconds)
    {
        if (double.IsPositiveInfinity(_startSeconds))
            return;
        foreach (ChannelStream channel in channels)
            channel.GiveUpBefore(seconds, _startSeconds);
    }

    private void Accept(ChannelStream channel, double startSeconds, ReadOnlySpan<double> samples)
    {
        _startSeconds = Math.Min(_startSeconds, startSeconds);
        channel.Push(startSeconds, samples);
        foreach (ChannelStream other in channels)
            if (other != channel && channel.EndSeconds - maximumLagSeconds > (other.HasBegun ? other.EndSeconds : _startSeconds))
                other.GiveUpBefore(channel.EndSeconds - maximumLagSeconds, _startSeconds);
    }

    /// <summary>Returns whether a time is far ahead of what was reached or, until the first estimate, far behind. False for NaN.</summary>
    private bool IsFar(ChannelStream channel, double seconds)
    {
        double reached = channel.HasBegun ? channel.EndSeconds : double.NaN;
        foreach (ChannelStream other in channels)
            if (!channel.HasBegun && other.HasBegun)
                reached = double.MaxNumber(reached, other.EndSeconds);
        double ahead = seconds - reached;
        return ahead > maximumLagSeconds || (channel.HasBegun && !HasEstimated && -ahead > maximumLagSeconds);
    }

    /// <summary>Forgets the session's beginning, whose time was wrong.</summary>
    private void BeginAnew()
    {
        foreach (ChannelStream channel in channels)
            channel.End();
        _startSeconds = double.PositiveInfinity;
    }
}
