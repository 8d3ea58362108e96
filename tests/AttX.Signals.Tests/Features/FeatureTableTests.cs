using AttX.Signals.Features;
using AttX.Signals.Modalities;
using AttX.Testing;

namespace AttX.Signals.Tests.Features;

public sealed class FeatureTableTests
{
    [Fact]
    public void Names_are_unique_and_every_modality_has_features()
    {
        Assert.Equal(FeatureTable.All.Count, FeatureTable.All.Select(f => f.Name).Distinct().Count());
        Assert.All(ModalityTable.All, m => Assert.NotEmpty(FeatureTable.Of(m.Modality)));
        Assert.All(FeatureTable.All, f => Assert.Same(f, FeatureTable.Parse(f.Name)));
    }

    [Theory]
    [InlineData("temp_rmssd", "temp_rmssd is no feature of Temp, which has temp_mean, ")]
    [InlineData("rmssd", "rmssd is no feature; a feature begins with ecg_, eda_, ")]
    public void A_feature_that_does_not_exist_is_named_with_those_that_do(string name, string message) =>
        Assert.StartsWith(message, Assert.Throws<FormatException>(() => FeatureTable.Parse(name)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_documents_rows_are_the_tables()
    {
        string[] rows = [.. File.ReadLines(Path.Combine(RealData.RepositoryRoot, "docs", "features.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal))];
        Assert.Equal(Rows(), rows);
    }

    /// <summary>One row per definition, with the names of the features that share it.</summary>
    private static IEnumerable<string> Rows() => FeatureTable.All.GroupBy(f => (f.Unit, f.Definition, f.Source))
        .Select(g => $"| {string.Join(", ", g.Select(f => $"`{f.Name}`"))} | {g.Key.Unit} | {g.Key.Definition} | {g.Key.Source} |");
}
