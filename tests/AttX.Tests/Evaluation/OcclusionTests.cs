using AttX.Evaluation;

namespace AttX.Tests.Evaluation;

public class OcclusionTests
{
    [Fact]
    public void Everything_parses_back_and_predictions_are_scored()
    {
        var mixed = new Predictions("S2", 2, [new(0, 0, 0, [0.9f, 0.1f]), new(5, 1, 0, [0.6f, 0.4f]), new(10, 0, 1, [0.3f, 0.7f])]);
        var scores = new Occlusion([Occlusion.Of("bvp", mixed), Occlusion.Of("eda", mixed with { Items = [mixed.Items[0]] })]);
        Assert.Equal([new OcclusionRow("bvp", 1, 0.5), new OcclusionRow("eda", 1, null)], scores.Rows);
        Assert.Equal("without,windows,right,auc\nbvp,3,1,0.5\neda,3,1,\n", scores.ToCsv(3));
        Assert.Equal(scores.Rows, Occlusion.Parse(scores.ToCsv(3), 3).Rows);
    }

    [Theory]
    [InlineData("without,windows\n", "line 1: not the header")]
    [InlineData("without,windows,right,auc\nbvp,4,1,0.5\n", "line 2: not scores of the 3 windows")]
    [InlineData("without,windows,right,auc\nbvp,3,4,0.5\n", "line 2: not scores of the 3 windows")]
    [InlineData("without,windows,right,auc\nbvp,3,1,1.5\n", "line 2: not scores of the 3 windows")]
    [InlineData("without,windows,right,auc\nbvp,3,1,many\n", "line 2: not scores of the 3 windows")]
    public void Other_text_is_refused(string csv, string where) =>
        Assert.Contains(where, Assert.Throws<InvalidDataException>(() => Occlusion.Parse(csv, 3)).Message, StringComparison.Ordinal);
}
