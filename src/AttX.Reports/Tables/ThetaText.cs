namespace AttX.Reports.Tables;

/// <summary>Explanations needed to read theta.</summary>
internal static class ThetaText
{
    /// <summary>Says what a share is not.</summary>
    public const string NotImportance = "A share does not say how much a decision depends on a modality.";

    /// <summary>Value at which no branch is preferred.</summary>
    public static string Even(int branches) => branches == 2 ? "At 0.5 both modalities pass alike" : $"At 1/{branches} all modalities pass alike";

    /// <summary>Selects the branches whose theta a figure draws: of two only the first, because the other is 1 minus it.</summary>
    public static IReadOnlyList<string> Drawn(IEnumerable<string> branches)
    {
        string[] all = [.. branches.Distinct()];
        return all.Length == 2 ? all[..1] : all;
    }
}
