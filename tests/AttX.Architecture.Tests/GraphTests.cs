namespace AttX.Architecture.Tests;

public class GraphTests
{
    [Fact]
    public void A_ring_is_found_whole_and_once()
    {
        IReadOnlyList<IReadOnlyList<string>> rings = Graph.Rings([("a", "b"), ("b", "c"), ("c", "b"), ("c", "d"), ("d", "e"), ("e", "b"), ("f", "a")]);
        Assert.Equal(["b", "c", "d", "e"], Assert.Single(rings));
    }

    [Fact]
    public void Two_ways_to_one_node_are_no_ring() => Assert.Empty(Graph.Rings([("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"), ("d", "d")]));
}
