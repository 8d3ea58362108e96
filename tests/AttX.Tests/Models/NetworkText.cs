using AttX.Models.Branches;
using AttX.Models.Connections;

namespace AttX.Tests.Models;

/// <summary>Parses branches and connections as spelt in tests and golden files.</summary>
internal static class NetworkText
{
    /// <summary>"ecg,eda,acc": acc has three axes, ecg is an SE-ResNet, any other a CNN.</summary>
    public static IReadOnlyList<BranchSpec> Branches(string names) => [.. names.Split(',').Select(name => new BranchSpec(
        name, name == "ecg" ? BranchKind.SeResNet : BranchKind.Cnn, name == "acc" ? 3 : 1))];

    /// <summary>"x-cnn", "xflow"; any other text: AttX's.</summary>
    public static ConnectionKind Kind(string? text) => text switch
    {
        "x-cnn" => ConnectionKind.XCnn,
        "xflow" => ConnectionKind.XFlow,
        _ => ConnectionKind.AttX,
    };

    /// <summary>"both", "none", or edges such as "eda>ecg,resp>ecg".</summary>
    public static ConnectionGraph Connection(string text) => text switch
    {
        "both" => ConnectionGraph.AllToAll,
        "none" => ConnectionGraph.None,
        _ => ConnectionGraph.Of(text.Split(',').Select(edge => (edge.Split('>')[0], edge.Split('>')[1]))),
    };
}
