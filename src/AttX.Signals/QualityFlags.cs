namespace AttX.Signals;

/// <summary>What is wrong with a window. <see cref="Quality.WindowQuality"/> gives the rules.</summary>
[Flags]
public enum QualityFlags : byte
{
    /// <summary>Nothing was found.</summary>
    None = 0,

    /// <summary>A stretch of one value: the sensor is off, or its connection.</summary>
    FlatLine = 1,

    /// <summary>The signal sticks to its extremes.</summary>
    Clipping = 2,

    /// <summary>ECG and BVP: no rhythm between 30 and 220 beats a minute.</summary>
    NoPlausibleBeats = 4,

    /// <summary>EDA: outside what skin conducts.</summary>
    OutOfRange = 8,

    /// <summary>EDA: steps faster than sweat glands work.</summary>
    Stepping = 16,

    /// <summary>Samples are missing.</summary>
    Gap = 32,

    /// <summary>ECG and BVP: a part of the window is far stronger than the rest.</summary>
    MotionArtefact = 64,
}

/// <summary>Flaws in words.</summary>
public static class QualityFlagsText
{
    private static readonly (QualityFlags Flaw, string Text)[] Texts =
    [
        (QualityFlags.FlatLine, "flat line"), (QualityFlags.Clipping, "clipping"), (QualityFlags.NoPlausibleBeats, "no plausible beats"),
        (QualityFlags.OutOfRange, "out of range"), (QualityFlags.Stepping, "stepping"), (QualityFlags.Gap, "gap"),
        (QualityFlags.MotionArtefact, "motion artefact"),
    ];

    /// <summary>Every flaw alone.</summary>
    public static IReadOnlyList<QualityFlags> All { get; } = [.. Texts.Select(t => t.Flaw)];

    /// <summary>For example "flat line, gap"; "good" if there is no flaw.</summary>
    public static string Describe(this QualityFlags flaws) =>
        flaws == QualityFlags.None ? "good" : string.Join(", ", Texts.Where(t => (flaws & t.Flaw) != 0).Select(t => t.Text));

    /// <summary>For files: "flat-line+gap"; "ok" if there is no flaw.</summary>
    public static string ToTag(this QualityFlags flaws) =>
        flaws == QualityFlags.None ? "ok" : flaws.Describe().Replace(", ", "+", StringComparison.Ordinal).Replace(' ', '-');

    /// <summary>What <see cref="ToTag"/> wrote; null if it did not.</summary>
    public static QualityFlags? ParseTag(string tag)
    {
        string[] parts = tag.Split('+');
        QualityFlags flaws = All.Where(flaw => parts.Contains(flaw.ToTag())).Aggregate(QualityFlags.None, (all, flaw) => all | flaw);
        return flaws.ToTag() == tag ? flaws : null;
    }
}
