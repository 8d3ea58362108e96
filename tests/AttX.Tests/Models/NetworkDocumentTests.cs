using AttX.Paper;
using AttX.Models;

namespace AttX.Tests.Models;

/// <summary>docs/network.md against the networks it describes.</summary>
public class NetworkDocumentTests
{
    [Fact]
    public void Its_default_column_is_the_default_network() => Same(NetworkDocument.Default, new AttXNetOptions());

    [Fact]
    public void Its_symbols_give_the_papers_network_in_any_direction()
    {
        Same(NetworkDocument.Expected([("ecg", 1, 1), ("eda", 1, 1)], [1, 2], [32, 64, 128], 2), new AttXNetOptions());
        Same(
            NetworkDocument.Expected([("ecg", 1, 0), ("eda", 1, 1)], [2, 3], [8, 16, 24], 3),
            new AttXNetOptions { Connection = PaperTables.EcgToEda, Stages = [2, 3], Widths = [8, 16, 24], Classes = 3 });
    }

    private static void Same(IEnumerable<string> expected, AttXNetOptions options)
    {
        AttXNet net = new(options, seed: 1);
        Assert.Equal(expected.Order(StringComparer.Ordinal), net.Arena.Parameters.Select(NetworkDocument.Describe).Order(StringComparer.Ordinal));
    }
}
