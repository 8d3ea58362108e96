using AttX.Signals;

namespace AttX.Testing;

/// <summary>Label tracks with the conditions of a stress study: 0 none, 1 baseline, 2 stress, 3 amusement, 4 meditation.</summary>
public static class StudyLabels
{
    private static readonly List<string?> Names = [null, "baseline", "stress", "amusement", "meditation"];

    /// <summary>What the codes are called.</summary>
    public static LabelLegend Legend { get; } = new(Names) { IsFixed = true };

    /// <summary>A track of codes.</summary>
    public static LabelTrack Track(int samplingRateHz, IEnumerable<byte> codes) => new(samplingRateHz, [.. codes], Legend);

    /// <summary>A track of names.</summary>
    public static LabelTrack Track(int samplingRateHz, IEnumerable<string?> labels) => Track(samplingRateHz, labels.Select(Code));

    /// <summary>The code of a name; 0 of none.</summary>
    public static byte Code(string? label) => (byte)Names.IndexOf(label);
}
