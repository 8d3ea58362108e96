using AttX.Models.Branches;
using AttX.Models.Connections;

namespace AttX.Tests.Models;

/// <summary>Branches and connections as tests and golden files spell them.</summary>
internal static class NetworkText
{
    /// <summary>"ecg,eda,acc": acc has three axes, ecg is an SE-ResNet, any other a CNN.</summary>
    public static IReadOnlyList<BranchSpec> Branches(string names) => [.. names.Split(',').Select(name => new BranchSpec(
        name, name == "ecg" ? BranchKind.SeResNet : BranchKind.Cnn, name == "acc" ? 3 : 1))];

    /// <summary>"both", "none", or edges such as "eda>ecg,resp>ecg".</summary>
    public static ConnectionGraph Connection(string text) => text switch
    {
        "both" => ConnectionGraph.AllToAll,
        "none" => ConnectionGraph.None,
        _ => ConnectionGraph.Of(text.Split(',').Select(edge => (edge.Split('>')[0], edge.Split('>')[1]))),
    };
}
