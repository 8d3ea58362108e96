namespace AttX.Formats.Xdf;

/// <summary>A stretch of samples without a break: sample i was taken at Start + i · Period.</summary>
/// <param name="First">Number of its first sample.</param>
/// <param name="Count">Number of samples.</param>
/// <param name="Start">Time of the first, in seconds of the recorder's clock.</param>
/// <param name="Period">Seconds from sample to sample.</param>
internal sealed record XdfStretch(int First, int Count, double Start, double Period);

/// <summary>
/// Where a regular stream's samples were taken, without the jitter of their time stamps: a straight line through the stamps of each stretch
/// (least squares); a stretch ends where stamps step by more than 1 s and more than 500 periods (pyxdf's rule).
/// </summary>
/// <param name="RateHz">Samples per second: the nominal rate if it keeps each sample within half a period of its time, else the measured one.</param>
/// <param name="Stretches">The stretches, in order.</param>
/// <param name="Length">Samples from the first to the last, missing ones included.</param>
internal sealed record XdfGrid(double RateHz, IReadOnlyList<XdfStretch> Stretches, long Length)
{
    private const double BreakSeconds = 1, BreakPeriods = 500;

    public double Start => Stretches[0].Start;

    /// <summary>Fits the lines.</summary>
    /// <returns>Null if the time stamps do not run forwards.</returns>
    public static XdfGrid? Of(IReadOnlyList<double> stamps, double nominalHz)
    {
        List<XdfStretch> stretches = [];
        double limit = Math.Max(BreakSeconds, BreakPeriods / nominalHz);
        for (int first = 0, i = 1; i <= stamps.Count; i++)
        {
            if (i < stamps.Count && Math.Abs(stamps[i] - stamps[i - 1]) <= limit)
                continue;
            stretches.Add(Fit(stamps, first, i - first, nominalHz));
            first = i;
        }

        double steps = stretches.Sum(s => s.Count - 1.0), seconds = stretches.Sum(s => (s.Count - 1) * s.Period);
        double rate = steps == 0 || stretches.All(s => s.Count * Math.Abs(s.Period * nominalHz - 1) <= 0.5) ? nominalHz : steps / seconds;
        XdfGrid grid = new(rate, stretches, 0);
        bool isForward = stretches.All(s => s.Period > 0 && s.Period < 1e6)
            && stretches.Zip(stretches.Skip(1)).All(p => p.Second.Start > p.First.Start + (p.First.Count - 1) * p.First.Period);
        return isForward && rate > 0 && rate <= IntegerRate.MaxHz ? grid with { Length = grid.EndOf(stretches[^1]) } : null;
    }

    /// <summary>The samples on the grid, without those before a moment; NaN where there is none.</summary>
    /// <param name="values">The stream's samples.</param>
    /// <param name="skip">Samples of the grid before the moment.</param>
    public double[] Place(double[] values, long skip)
    {
        double[] placed = new double[Length - skip];
        placed.AsSpan().Fill(double.NaN);
        foreach (XdfStretch stretch in Stretches)
        {
            double[] part = values[stretch.First..(stretch.First + stretch.Count)];
            if (!FollowsGrid(stretch))
                part = IntegerRate.Resample(part, 1 / stretch.Period, RateHz);
            long at = PositionOf(stretch) - skip;
            for (int i = (int)Math.Clamp(-at, 0, part.Length); i < part.Length && at + i < placed.Length; i++)
                placed[at + i] = part[i];
        }

        return placed;
    }

    private static XdfStretch Fit(IReadOnlyList<double> stamps, int first, int count, double nominalHz)
    {
        double middle = (count - 1) / 2.0, mean = 0, rise = 0;
        for (int i = 0; i < count; i++)
            mean += (stamps[first + i] - stamps[first]) / count;
        for (int i = 0; i < count; i++)
            rise += (i - middle) * (stamps[first + i] - stamps[first] - mean);
        double period = count == 1 ? 1 / nominalHz : rise * 12 / ((double)count * count * count - count);
        return new XdfStretch(first, count, stamps[first] + mean - middle * period, period);
    }

    /// <summary>Whether its samples stay within half a period of the grid's; a clock of another speed is interpolated.</summary>
    private bool FollowsGrid(XdfStretch stretch) => stretch.Count * Math.Abs(stretch.Period * RateHz - 1) <= 0.5;

    private long PositionOf(XdfStretch stretch) => (long)Math.Round((stretch.Start - Start) * RateHz);

    private long EndOf(XdfStretch stretch) =>
        PositionOf(stretch) + (FollowsGrid(stretch) ? stretch.Count : (long)Math.Floor(stretch.Count * stretch.Period * RateHz));
}
