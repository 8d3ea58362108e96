using System.Text.RegularExpressions;
using AttX.Signals.Modalities;

namespace AttX.Formats;

/// <summary>What a signal's name says that it measures.</summary>
internal static partial class ModalityNames
{
    /// <summary>
    /// The modality that a word of the name begins with ("ECGBITREV", "skin temperature"), or that has channels of this name (a lead of an
    /// electrocardiogram, "MLII"); null if there is none.
    /// </summary>
    public static Modality? Recognise(string name)
    {
        foreach (Match word in Word().Matches(name))
            foreach (ModalityInfo modality in ModalityTable.All)
                if (modality.NamePrefixes.Any(prefix => word.Value.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
                    return modality.Modality;
        return ModalityTable.All.FirstOrDefault(m => m.ChannelNames.Contains(name))?.Modality;
    }

    [GeneratedRegex("[A-Za-z]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
