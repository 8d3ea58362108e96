using AttX.Models.Branches;
using AttX.Signals.Modalities;

namespace AttX.Options;

/// <summary>
/// Which of a run's branches one of its networks has, and by which names files and seeds know that network. The two branches
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

    /// <summary>What the network's seed is derived by: <c>Both</c>, <c>Ecg</c>, <c>Eda</c>, <c>ecg,eda,resp</c>. To change one is to change results.</summary>
    public string SeedName => Branches switch
    {
        Paper => "Both",
        "ecg" => "Ecg",
        "eda" => "Eda",
        _ => Branches,
    };

    /// <summary>A network of these branches.</summary>
    public static BranchSelection Of(params IEnumerable<string> branches) => new(string.Join(',', branches));

    /// <summary>The network that files call so.</summary>
    public static BranchSelection Parse(string name) => new(name == PaperName ? Paper : name);

    /// <summary>Whether the network has a branch.</summary>
    public bool Contains(string branch) => Branches.Split(',').Contains(branch);

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>Which branch a modality runs through.</summary>
public static class ModalityBranch
{
    /// <summary>The cardiac branch is an SE-ResNet called <c>ecg</c>, whatever fills it; any other is a CNN called as the modality is.</summary>
    public static BranchSpec Branch(this Modality modality) => modality.Info() is { IsCardiac: false } info
        ? new BranchSpec(info.Name, BranchKind.Cnn, info.Axes.Count)
        : new BranchSpec("ecg", BranchKind.SeResNet, modality.Info().Axes.Count);

    /// <summary>The order of a network's inputs: the cardiac one first, the others as <see cref="ModalityTable"/> has them.</summary>
    internal static IReadOnlyList<Modality> InOrder(IEnumerable<Modality> modalities) =>
        [.. modalities.OrderBy(m => !m.Info().IsCardiac).ThenBy(m => m)];
}
