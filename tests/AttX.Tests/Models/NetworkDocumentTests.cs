using AttX.Models;
using AttX.Models.Branches;
using AttX.Models.Connections;

namespace AttX.Tests.Models;

/// <summary>docs/network.md against the networks it describes.</summary>
public class NetworkDocumentTests
{
    private static readonly BranchSpec s_ecg = new("ecg", BranchKind.SeResNet), s_eda = new("eda", BranchKind.Cnn);

    [Fact]
    public void Its_default_column_is_the_default_network() => Same(NetworkDocument.Default, new AttXNetOptions());

    [Fact]
    public void Its_symbols_give_the_papers_network_in_any_direction()
    {
        Same(NetworkDocument.Expected([("ecg", 1, 1), ("eda", 1, 1)], [1, 2], [32, 64, 128], 2), new AttXNetOptions());
        Same(
            NetworkDocument.Expected([("ecg", 1, 0), ("eda", 1, 1)], [2, 3], [8, 16, 24], 3),
            new AttXNetOptions { Connection = ConnectionGraph.Of(("ecg", "eda")), Stages = [2, 3], Widths = [8, 16, 24], Classes = 3 });
    }

    [Theory]
    [InlineData(ConnectionKind.XCnn, "xcnn1.")]
    [InlineData(ConnectionKind.XFlow, "xflow1.")]
    public void Its_rows_of_a_rival_connection_are_those_of_a_network(ConnectionKind kind, string prefix)
    {
        AttXNet net = new(new AttXNetOptions { ConnectionKind = kind, Stages = [1] }, seed: 1);
        Assert.Equal(
            NetworkDocument.Rival(prefix).Order(StringComparer.Ordinal),
            net.Arena.Parameters.Where(p => p.Name.StartsWith('x')).Select(NetworkDocument.Describe).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Its_rows_of_a_context_are_those_of_a_network() => Assert.Equal(
        NetworkDocument.Context.Order(StringComparer.Ordinal),
        new AttXNet(new AttXNetOptions { ContextWindows = 2 }, seed: 1).Arena.Parameters.Where(p => p.Name.StartsWith("context.", StringComparison.Ordinal))
            .Select(NetworkDocument.Describe).Order(StringComparer.Ordinal));

    [Fact]
    public void Its_rows_of_features_are_those_of_a_network()
    {
        AttXNet net = new(new AttXNetOptions { Features = 10 }, seed: 1);
        Assert.Equal(
            NetworkDocument.Rival("features.").Order(StringComparer.Ordinal),
            net.Arena.Parameters.Where(p => p.Name.StartsWith("features", StringComparison.Ordinal)).Select(NetworkDocument.Describe).Order(StringComparer.Ordinal));
        Assert.Equal([128, 64 * 3], net.Arena.Parameters.Single(p => p.Name == "head.0.weight").Shape);
    }

    [Fact]
    public void Its_symbols_give_one_branch_alone() => Same(
        NetworkDocument.Expected([("eda", 1, 0)], [], [8, 16, 24], 2),
        new AttXNetOptions { Branches = [s_eda], Connection = ConnectionGraph.None, Stages = [], Widths = [8, 16, 24] });

    [Fact]
    public void Its_symbols_give_three_branches_all_to_all() => Same(
        NetworkDocument.Expected([("ecg", 1, 2), ("eda", 1, 2), ("resp", 1, 2)], [1, 2], [32, 64, 128], 2),
        new AttXNetOptions { Branches = [s_ecg, s_eda, new("resp", BranchKind.Cnn)] });

    [Fact]
    public void Its_symbols_give_four_branches_with_chosen_edges_and_three_axes() => Same(
        NetworkDocument.Expected([("ecg", 1, 2), ("eda", 1, 0), ("temp", 1, 0), ("acc", 3, 1)], [1, 3], [8, 16, 24], 2),
        new AttXNetOptions
        {
            Branches = [s_ecg, s_eda, new("temp", BranchKind.Cnn), new("acc", BranchKind.Cnn, 3)],
            Connection = ConnectionGraph.Of(("eda", "ecg"), ("acc", "ecg"), ("temp", "acc")),
            Stages = [1, 3],
            Widths = [8, 16, 24],
        });

    [Fact]
    public void Its_lengths_are_those_of_the_stages()
    {
        AttXNet net = new(new AttXNetOptions { Stages = [1, 2, 3], Widths = [8, 8, 8] }, seed: 1);
        AttXNetPass pass = new(net, 1, 2560, training: false);
        Assert.Equal(NetworkDocument.Lengths, pass.Attention.Select(map => map.Length));
    }

    private static void Same(IEnumerable<string> expected, AttXNetOptions options)
    {
        AttXNet net = new(options, seed: 1);
        Assert.Equal(expected.Order(StringComparer.Ordinal), net.Arena.Parameters.Select(NetworkDocument.Describe).Order(StringComparer.Ordinal));
    }
}
