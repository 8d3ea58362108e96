using AttX.Signals.Modalities;

namespace AttX.Formats;

/// <summary>Recognises a modality by a signal's name.</summary>
internal static class ModalityNames
{
    /// <summary>
    /// Returns the modality that a word of the name begins with ("ECGBITREV", "skin temperature"), or with channels of this name (a lead of
    /// an electrocardiogram, "MLII"); null if there is none.
    /// </summary>
    public static Modality? Recognise(string name)
    {
        foreach (string word in AxisNames.Words(name))
            foreach (ModalityInfo modality in ModalityTable.All)
                if (modality.NamePrefixes.Any(prefix => word.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
                    return modality.Modality;
        return ModalityTable.All.FirstOrDefault(m => m.ChannelNames.Contains(name))?.Modality;
    }
}
