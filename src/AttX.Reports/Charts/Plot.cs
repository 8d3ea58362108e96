namespace AttX.Reports.Charts;

/// <summary>The rectangle in which data are drawn, and its axes. The y axis's title lies above it and so needs no rotation.</summary>
internal sealed record Plot(Axis X, Axis Y, double Left, double Top, double Right, double Bottom)
{
    /// <summary>Height of the y axis's title above the plot, including its margin.</summary>
    public const double TitleHeight = 26;

    /// <summary>Height of tick labels and the x axis's title beneath the plot.</summary>
    public const double FootHeight = 42;

    /// <summary>Pixels across.</summary>
    public Scale Across { get; } = new(X, Left, Right);

    /// <summary>Pixels upward.</summary>
    public Scale Up { get; } = new(Y, Bottom, Top);

    private IReadOnlyList<double> YTicks => Y.Ticks(YTickCount(Bottom - Top));

    /// <summary>Computes the width of the tick labels to the left of a y axis of a given height.</summary>
    public static double Gutter(Axis y, double height) => TextMetrics.Widest(y.Labels(y.Ticks(YTickCount(height)))) + 10;

    /// <summary>Selects as many ticks as have labels that do not overlap between two pixels.</summary>
    public static IReadOnlyList<double> TicksAcross(Axis axis, double start, double end)
    {
        for (int most = Math.Clamp((int)((end - start) / 60), 6, 12); most > 2; most--)
        {
            IReadOnlyList<double> ticks = axis.Ticks(most);
            double spacing = ticks.Count > 1 ? new Scale(axis, start, end) is var s ? s.At(ticks[1]) - s.At(ticks[0]) : 0 : double.MaxValue;
            if (spacing >= TextMetrics.Widest(axis.Labels(ticks)) + 12)
                return ticks;
        }

        return axis.Ticks(2);
    }

    /// <summary>Draws the grid, tick labels and titles of both axes.</summary>
    public void DrawAxes(SvgWriter svg)
    {
        DrawY(svg);
        DrawX(svg);
    }

    /// <summary>Draws the y axis: its title on top, above any headroom; horizontal grid lines; labels on the left.</summary>
    public void DrawY(SvgWriter svg, double headroom = 0)
    {
        svg.Fitted("start title", 6, Top - 13 - headroom, Right - 6, Y.Title);
        IReadOnlyList<double> ticks = YTicks;
        foreach ((double tick, string label) in ticks.Zip(Y.Labels(ticks)))
        {
            svg.Line("grid", Left, Up.At(tick), Right, Up.At(tick));
            svg.Text("end tick", Left - 7, Up.At(tick) + 4, label);
        }
    }

    /// <summary>Draws the x axis: its line, ticks, labels and title, the latter two only on request.</summary>
    public void DrawX(SvgWriter svg, bool labels = true)
    {
        svg.Line("axis", Left, Bottom, Right, Bottom);
        IReadOnlyList<double> ticks = TicksAcross(X, Left, Right);
        foreach ((double tick, string label) in ticks.Zip(X.Labels(ticks)))
        {
            svg.Line("axis", Across.At(tick), Bottom, Across.At(tick), Bottom + 5);
            if (labels)
                svg.Text("middle tick", Across.At(tick), Bottom + 19, label);
        }

        if (labels)
            svg.Fitted("middle title", (Left + Right) / 2, Bottom + 37, Right - Left, X.Title);
    }

    /// <summary>Draws marks, clipped at more than a mark's size beyond the axes.</summary>
    public void Clipped(SvgWriter svg, Action draw) => svg.Clipped(Left - 5, Top - 5, Right - Left + 10, Bottom - Top + 10, draw);

    private static int YTickCount(double height) => Math.Clamp((int)(height / 18), 2, 7);
}
