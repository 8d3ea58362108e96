using AttX.Evaluation;

namespace AttX.Tests.Evaluation;

public class SensorScoresTests
{
    private static readonly SensorScores Example = new(
        [new("bvp", ConfusionMatrix.Of([(0, 0), (0, 1), (1, 1)], 2)), new("eda", ConfusionMatrix.Of([(0, 1), (0, 1), (1, 0)], 2))]);

    [Fact]
    public void Everything_parses_back()
    {
        Assert.StartsWith("sensors,label,prediction,windows\nbvp,0,0,1\nbvp,0,1,1\nbvp,1,0,0\n", Example.ToCsv(), StringComparison.Ordinal);
        SensorScores read = SensorScores.Parse(Example.ToCsv(), 2, 3);
        Assert.Equal(Example.ToCsv(), read.ToCsv());
    }

    [Theory]
    [InlineData("sensors,label\n", "line 1: not the header")]
    [InlineData("sensors,label,prediction,windows\nbvp,0,2,1\n", "line 2: not a count of the 3 windows by 2 classes")]
    [InlineData("sensors,label,prediction,windows\nbvp,0,0,2000000000\n", "line 2: not a count of the 3 windows")]
    [InlineData("sensors,label,prediction,windows\nbvp,0,0,-1\n", "line 2: not a count")]
    [InlineData("sensors,label,prediction,windows\nbvp,0,0,2\n", "line 2: bvp has 2 windows, not 3")]
    public void Other_text_is_refused(string csv, string where) =>
        Assert.Contains(where, Assert.Throws<InvalidDataException>(() => SensorScores.Parse(csv, 2, 3)).Message, StringComparison.Ordinal);
}
