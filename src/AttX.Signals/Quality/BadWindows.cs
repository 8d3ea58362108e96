namespace AttX.Signals.Quality;

/// <summary>How many of a channel's windows have which flaw, for <c>attx inspect</c>.</summary>
/// <param name="Count">Number of windows.</param>
/// <param name="Bad">Those with any flaw.</param>
/// <param name="ByFlaw">Those with each flaw; a window may have several.</param>
public sealed record BadWindows(int Count, int Bad, IReadOnlyList<(QualityFlags Flaw, int Count)> ByFlaw)
{
    /// <summary>The paper's windows of 10 s with half overlap over the whole of a channel, whatever its labels.</summary>
    public static BadWindows Of(Channel channel)
    {
        var spec = new WindowSpec(channel.SamplingRateHz, 10, 0.5);
        Window[] windows = [.. spec.Starts(channel.Length).Select(start => new Window(start, null))];
        QualityFlags[] flaws = WindowQuality.Of([channel], windows, spec);
        return new BadWindows(flaws.Length, flaws.Count(f => f != QualityFlags.None),
            [.. QualityFlagsText.All.Select(flaw => (flaw, flaws.Count(f => (f & flaw) != 0)))]);
    }

    /// <summary>A number of the windows as a share of them.</summary>
    public double Share(int windows) => Count == 0 ? 0 : (double)windows / Count;
}
