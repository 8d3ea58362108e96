namespace AttX.Signals.Preprocessing;

/// <summary>What is wrong with a window. <see cref="WindowQuality"/> gives the rules.</summary>
[Flags]
public enum QualityFlaws : byte
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
public static class QualityFlawsText
{
    private static readonly (QualityFlaws Flaw, string Text)[] Texts =
    [
        (QualityFlaws.FlatLine, "flat line"), (QualityFlaws.Clipping, "clipping"), (QualityFlaws.NoPlausibleBeats, "no plausible beats"),
        (QualityFlaws.OutOfRange, "out of range"), (QualityFlaws.Stepping, "stepping"), (QualityFlaws.Gap, "gap"),
        (QualityFlaws.MotionArtefact, "motion artefact"),
    ];

    /// <summary>Every flaw alone.</summary>
    public static IReadOnlyList<QualityFlaws> All { get; } = [.. Texts.Select(t => t.Flaw)];

    /// <summary>For example "flat line, gap"; "good" if there is no flaw.</summary>
    public static string Describe(this QualityFlaws flaws) =>
        flaws == QualityFlaws.None ? "good" : string.Join(", ", Texts.Where(t => (flaws & t.Flaw) != 0).Select(t => t.Text));

    /// <summary>For files: "flat-line+gap"; "ok" if there is no flaw.</summary>
    public static string ToTag(this QualityFlaws flaws) =>
        flaws == QualityFlaws.None ? "ok" : flaws.Describe().Replace(", ", "+", StringComparison.Ordinal).Replace(' ', '-');
}
