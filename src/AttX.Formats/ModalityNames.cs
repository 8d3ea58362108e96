using System.Text.RegularExpressions;
using AttX.Signals.Modalities;

namespace AttX.Formats;

/// <summary>What a signal's name says that it measures.</summary>
internal static partial class ModalityNames
{
    private static readonly (string Prefix, Modality Modality)[] Prefixes =
    [
        ("ECG", Modality.Ecg), ("EKG", Modality.Ecg), ("EDA", Modality.Eda), ("GSR", Modality.Eda), ("ELECTRODERMAL", Modality.Eda),
        ("BVP", Modality.Bvp), ("PPG", Modality.Bvp), ("PLETH", Modality.Bvp), ("EMG", Modality.Emg), ("TEMP", Modality.Temperature),
        ("RESP", Modality.Respiration), ("RSP", Modality.Respiration), ("ACC", Modality.Acceleration), ("XYZ", Modality.Acceleration),
    ];

    /// <summary>
    /// The modality that a word of the name begins with ("ECGBITREV", "skin temperature"), or that a lead of an
    /// electrocardiogram has ("MLII"); null if there is none.
    /// </summary>
    public static Modality? Recognise(string name)
    {
        foreach (Match word in Word().Matches(name))
            foreach ((string prefix, Modality modality) in Prefixes)
                if (word.ValueSpan.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                    return modality;
        return EcgLead().IsMatch(name) ? Modality.Ecg : null;
    }

    [GeneratedRegex("[A-Za-z]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    [GeneratedRegex("^(ML)?(I|II|III|V[1-9])$|^aV[RLF]$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex EcgLead();
}
