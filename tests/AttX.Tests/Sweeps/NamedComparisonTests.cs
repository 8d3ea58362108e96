using AttX.Evaluation;
using AttX.Models.Connections;
using AttX.Options;
using AttX.Signals.Modalities;
using AttX.Sweeps;

namespace AttX.Tests.Sweeps;

public class NamedComparisonTests
{
    private static readonly ExperimentOptions AttX = ExperimentOptions.For(Device.Wrist),
        Fusion = AttX with { Connection = ConnectionGraph.None, Stages = [] };

    [Fact]
    public void Rivals_are_recognised_by_their_options_and_corrected_among_themselves()
    {
        NamedComparison named = NamedComparison.Of(
        [
            Row("one way", AttX with { Connection = ConnectionGraph.Of(("eda", "ecg")) }, 0.5), Row("other stages", AttX with { Stages = [1] }, 0.5),
            Row("d", AttX with { ConnectionKind = ConnectionKind.XFlow }, 0.6), Row("c", AttX with { ConnectionKind = ConnectionKind.XCnn }, 0.9),
            Row("b", Fusion, 0.7), Row("a", AttX, 0.8), Row("fixed", AttX with { FixedAttention = true }, 0.5), Row("longer", Fusion with { Epochs = 7 }, 0.5),
        ], row => row == 5 ? Scores(0.75) : null)!;
        Assert.Equal("a", named.Row);
        Assert.Equal(["b", "c", "d", "the linear baseline"], named.Rivals.Select(c => c.Other));
        Assert.Equal([0.1, -0.1, 0.2, 0.05], named.Rivals.Select(c => Math.Round(c.Difference, 12)));
        Assert.All(named.Rivals, c => Assert.Equal(4 * c.Test.PValue, c.AdjustedPValue));
    }

    [Fact]
    public void Of_several_rows_the_one_with_most_rivals_is_taken_and_without_any_there_is_none()
    {
        ExperimentOptions longer = AttX with { Epochs = 7 };
        Assert.Equal("longer", NamedComparison.Of([Row("a", AttX, 0.8), Row("longer", longer, 0.8), Row("b", Fusion with { Epochs = 7 }, 0.7)], _ => null)!.Row);
        Assert.Null(NamedComparison.Of([Row("a", AttX, 0.8), Row("b", Fusion with { Epochs = 7 }, 0.7)], _ => null));
        Assert.Null(NamedComparison.Of([Row("b", Fusion, 0.7)], _ => Scores(0.5)));
        Assert.Equal(["the linear baseline"], NamedComparison.Of([Row("a", AttX, 0.8)], _ => Scores(0.5))!.Rivals.Select(c => c.Other));
    }

    private static (ExperimentOptions, ScoreRow) Row(string label, ExperimentOptions options, double accuracy) => (options, new ScoreRow(label, Scores(accuracy)));

    /// <summary>Six people around a mean, so that every difference has one sign.</summary>
    private static SeededScores Scores(double mean) => SeededScores.Of([[.. Enumerable.Range(0, 6).Select(i =>
        new SubjectScores($"S{i}", new ClassificationScores(mean + (0.001 * (i - 2.5)), mean, mean, mean)))]]);
}
