using AttX.Signals;

namespace AttX.Testing;

/// <summary>Label tracks with the conditions of a stress study: 0 none, 1 baseline, 2 stress, 3 amusement, 4 meditation.</summary>
public static class StudyLabels
{
    private static readonly List<string?> Names = [null, "baseline", "stress", "amusement", "meditation"];

    /// <summary>Names of the codes.</summary>
    public static LabelLegend Legend { get; } = new(Names) { IsFixed = true };

    /// <summary>Creates a track of codes.</summary>
    public static LabelTrack Track(int samplingRateHz, IEnumerable<byte> codes) => new(samplingRateHz, [.. codes], Legend);

    /// <summary>Creates a track of names.</summary>
    public static LabelTrack Track(int samplingRateHz, IEnumerable<string?> labels) => Track(samplingRateHz, labels.Select(Code));

    /// <summary>Returns the code of a name; 0 if there is none.</summary>
    public static byte Code(string? label) => (byte)Names.IndexOf(label);
}
