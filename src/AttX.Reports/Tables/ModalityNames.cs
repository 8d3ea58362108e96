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

    /// <summary>The modality of a branch, which files name; the branch named ecg is the cardiac one, whichever signal fills it.</summary>
    public static string OfBranch(string branch, IReadOnlyList<Modality> modalities) => modalities.Select(m => m.Info())
        .First(info => branch == (info.IsCardiac ? "ecg" : info.Name)).Label;
}
