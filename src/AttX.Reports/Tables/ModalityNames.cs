using AttX.Options;
using AttX.Signals.Modalities;

namespace AttX.Reports.Tables;

/// <summary>Display names of the modalities.</summary>
internal static class ModalityNames
{
    /// <summary>Joins several names in a sentence: "ECG, EDA and Resp".</summary>
    public static string Of(IReadOnlyList<Modality> modalities)
    {
        string[] labels = [.. modalities.Select(m => m.Info().Label)];
        return labels.Length < 2 ? string.Concat(labels) : $"{string.Join(", ", labels[..^1])} and {labels[^1]}";
    }

    /// <summary>Returns the modality of a branch.</summary>
    public static string OfBranch(string branch, IReadOnlyList<Modality> modalities) => modalities.First(m => m.Branch().Name == branch).Info().Label;
}
