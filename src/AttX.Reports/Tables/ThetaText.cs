namespace AttX.Reports.Tables;

/// <summary>What has to be known to read theta.</summary>
internal static class ThetaText
{
    /// <summary>Where no branch is preferred.</summary>
    public static string Even(int branches) => branches == 2 ? "At 0.5 both modalities pass alike" : $"At 1/{branches} all modalities pass alike";

    /// <summary>The branches whose theta a figure draws: of two the first, for the other is 1 less it.</summary>
    public static IReadOnlyList<string> Drawn(IEnumerable<string> branches)
    {
        string[] all = [.. branches.Distinct()];
        return all.Length == 2 ? all[..1] : all;
    }
}
