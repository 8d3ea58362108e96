using AttX.Models.Branches;
using AttX.Signals.Modalities;

namespace AttX.Options;

/// <summary>
/// The branches of one of a run's networks, and the network's names in files and seeds. The two branches
/// of the paper, and each alone, keep the names that they had before there were others; any other network has its branches'
/// names, separated by commas.
/// </summary>
public sealed record BranchSelection
{
    private const string Paper = "ecg,eda", PaperName = "both";

    private BranchSelection(string branches) => Branches = branches;

    /// <summary>The branches' names, separated by commas.</summary>
    public string Branches { get; }

    /// <summary>In files: <c>both</c>, <c>ecg</c>, <c>eda</c>, <c>ecg,eda,resp</c>.</summary>
    public string Name => Branches == Paper ? PaperName : Branches;

    /// <summary>
    /// Name from which the network's seed is derived: <c>Both</c>, <c>Ecg</c>, <c>Eda</c>, <c>ecg,eda,resp</c>. Changing one
    /// changes results.
    /// </summary>
    public string SeedName => Branches switch
    {
        Paper => "Both",
        "ecg" => "Ecg",
        "eda" => "Eda",
        _ => Branches,
    };

    /// <summary>Creates the selection of these branches.</summary>
    public static BranchSelection Of(params IEnumerable<string> branches) => new(string.Join(',', branches));

    /// <summary>Returns the network of a name in files.</summary>
    public static BranchSelection Parse(string name) => new(name == PaperName ? Paper : name);

    /// <summary>Returns whether the network has a branch.</summary>
    public bool Contains(string branch) => Branches.Split(',').Contains(branch);

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>Maps modalities to branches.</summary>
public static class ModalityBranch
{
    /// <summary>
    /// Returns a modality's branch: the cardiac one is an SE-ResNet called <c>ecg</c>; any other is a CNN named after its modality.
    /// </summary>
    public static BranchSpec Branch(this Modality modality) => modality.Info() is { IsCardiac: false } info
        ? new BranchSpec(info.Name, BranchKind.Cnn, info.Axes.Count)
        : new BranchSpec("ecg", BranchKind.SeResNet, modality.Info().Axes.Count);

    /// <summary>Orders a network's inputs: the cardiac one first, the others as in <see cref="ModalityTable"/>.</summary>
    internal static IReadOnlyList<Modality> InOrder(IEnumerable<Modality> modalities) =>
        [.. modalities.OrderBy(m => !m.Info().IsCardiac).ThenBy(m => m)];
}
