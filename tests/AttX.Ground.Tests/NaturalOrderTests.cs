namespace AttX.Ground.Tests;

public class NaturalOrderTests
{
    [Fact]
    public void Digits_count_by_their_value() => Assert.Equal(
        ["", "P", "P1", "P1a", "P2", "P02", "P10", "P10-2", "P10-10", "Q1", "p1"],
        new[] { "P10", "P2", "p1", "P10-10", "Q1", "P1a", "", "P1", "P02", "P10-2", "P" }.Order(NaturalOrder.Instance));
}
