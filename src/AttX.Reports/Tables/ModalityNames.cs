using AttX.Options;
using AttX.Signals.Modalities;

namespace AttX.Reports.Tables;

/// <summary>What people call the modalities.</summary>
internal static class ModalityNames
{
    /// <summary>Several in a sentence: "ECG, EDA and Resp".</summary>
    public static string Of(IReadOnlyList<Modality> modalities)
    {
        string[] labels = [.. modalities.Select(m => m.Info().Label)];
        return labels.Length < 2 ? string.Concat(labels) : $"{string.Join(", ", labels[..^1])} and {labels[^1]}";
    }

    /// <summary>The modality that runs through a branch.</summary>
    public static string OfBranch(string branch, IReadOnlyList<Modality> modalities) => modalities.First(m => m.Branch().Name == branch).Info().Label;
}
