using System.Text.RegularExpressions;
using AttX.Signals.Modalities;

namespace AttX.Formats;

/// <summary>Recognises a modality by a signal's name.</summary>
internal static partial class ModalityNames
{
    /// <summary>
    /// Returns the modality that a word of the name begins with ("ECGBITREV", "skin temperature"), or with channels of this name (a lead of
    /// an electrocardiogram, "MLII"); null if there is none.
    /// </summary>
    public static Modality? Recognise(string name)
    {
        foreach (Match word in Word().Matches(name))
            foreach (ModalityInfo modality in ModalityTable.All)
                if (modality.NamePrefixes.Any(prefix => word.Value.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
                    return modality.Modality;
        return ModalityTable.All.FirstOrDefault(m => m.ChannelNames.Contains(name))?.Modality;
    }

    // One class of characters leaves nothing to backtrack to; the generated matcher starts faster than a non-backtracking one.
    [GeneratedRegex("[A-Za-z]+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
