namespace AttX.Signals;

/// <summary>Problems of a window. <see cref="Quality.WindowQuality"/> defines the rules.</summary>
[Flags]
public enum QualityFlags : byte
{
    /// <summary>No problem.</summary>
    None = 0,

    /// <summary>A run of one value: the sensor is off or disconnected.</summary>
    FlatLine = 1,

    /// <summary>The signal stays at its extremes.</summary>
    Clipping = 2,

    /// <summary>ECG and BVP: no rhythm between 30 and 220 beats per minute.</summary>
    NoPlausibleBeats = 4,

    /// <summary>EDA: outside the range of skin conductance.</summary>
    OutOfRange = 8,

    /// <summary>EDA: steps faster than sweat glands respond.</summary>
    Stepping = 16,

    /// <summary>Samples are missing.</summary>
    Gap = 32,

    /// <summary>ECG and BVP: a part of the window is far stronger than the rest.</summary>
    MotionArtefact = 64,

    /// <summary>Too soon after the session's start.</summary>
    Settling = 128,
}

/// <summary>Text forms of quality flags.</summary>
public static class QualityFlagsText
{
    private static readonly (QualityFlags Flaw, string Text)[] Texts =
    [
        (QualityFlags.FlatLine, "flat line"), (QualityFlags.Clipping, "clipping"), (QualityFlags.NoPlausibleBeats, "no plausible beats"),
        (QualityFlags.OutOfRange, "out of range"), (QualityFlags.Stepping, "stepping"), (QualityFlags.Gap, "gap"),
        (QualityFlags.MotionArtefact, "motion artefact"), (QualityFlags.Settling, "settling"),
    ];

    /// <summary>
    /// The flags of a window without a signal: nothing was received, the value does not move, or no body gives such values. The sensor is
    /// missing, off or detached.
    /// </summary>
    public const QualityFlags NoSignal = QualityFlags.Gap | QualityFlags.FlatLine | QualityFlags.OutOfRange;

    /// <summary>All flags, one by one.</summary>
    public static IReadOnlyList<QualityFlags> All { get; } = [.. Texts.Select(t => t.Flaw)];

    /// <summary>Describes the flags, for example "flat line, gap"; "good" if there is none.</summary>
    public static string Describe(this QualityFlags flaws) =>
        flaws == QualityFlags.None ? "good" : string.Join(", ", Texts.Where(t => (flaws & t.Flaw) != 0).Select(t => t.Text));

    /// <summary>Formats the flags for files: "flat-line+gap"; "ok" if there is none.</summary>
    public static string ToTag(this QualityFlags flaws) =>
        flaws == QualityFlags.None ? "ok" : flaws.Describe().Replace(", ", "+", StringComparison.Ordinal).Replace(' ', '-');

    /// <summary>Parses what <see cref="ToTag"/> writes; null for any other text.</summary>
    public static QualityFlags? ParseTag(string tag)
    {
        string[] parts = tag.Split('+');
        QualityFlags flaws = All.Where(flaw => parts.Contains(flaw.ToTag())).Aggregate(QualityFlags.None, (all, flaw) => all | flaw);
        return flaws.ToTag() == tag ? flaws : null;
    }
}
