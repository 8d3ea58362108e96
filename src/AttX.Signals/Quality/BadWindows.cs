namespace AttX.Signals.Quality;

/// <summary>Number of a channel's windows with each quality flag, for <c>attx inspect</c>.</summary>
/// <param name="Count">Number of windows.</param>
/// <param name="Bad">Number of windows with any flag.</param>
/// <param name="ByFlaw">Number of windows with each flag; a window may have several.</param>
public sealed record BadWindows(int Count, int Bad, IReadOnlyList<(QualityFlags Flaw, int Count)> ByFlaw)
{
    /// <summary>Checks the paper's windows of 10 s with half overlap over the whole channel, regardless of labels.</summary>
    public static BadWindows Of(Channel channel)
    {
        var spec = new WindowSpec(channel.SamplingRateHz, 10, 0.5);
        Window[] windows = [.. spec.Starts(channel.Length).Select(start => new Window(start, null))];
        QualityFlags[] flaws = WindowQuality.Of([channel], windows, spec);
        return new BadWindows(flaws.Length, flaws.Count(f => f != QualityFlags.None),
            [.. QualityFlagsText.All.Select(flaw => (flaw, flaws.Count(f => (f & flaw) != 0)))]);
    }

    /// <summary>Formats a number of windows as a share of all.</summary>
    public double Share(int windows) => Count == 0 ? 0 : (double)windows / Count;
}
