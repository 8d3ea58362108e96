using AttX.Evaluation;

namespace AttX.Tests.Evaluation;

public class AttentionCourseTests
{
    private static readonly AttentionCourse Example = new(
        [new AttentionColumn(1, "ecg"), new AttentionColumn(1, "eda"), new AttentionColumn(3, "ecg")],
        [new AttentionPoint(0.1 + 0.2, 0, [1f / 3, 2f / 3, float.Epsilon]), new AttentionPoint(9001.00390625, 2, [1, 0, 0.1f])]);

    [Fact]
    public void The_file_has_the_agreed_columns()
    {
        string[] lines = Example.ToCsv().Split('\n');
        Assert.Equal("start_s,label,attx1_ecg,attx1_eda,attx3_ecg", lines[0]);
        Assert.Equal("0.30000000000000004,0,0.333333343,0.666666687,1.40129846E-45", lines[1]);
        Assert.Equal(("", 4), (lines[^1], lines.Length));
    }

    [Fact]
    public void Everything_parses_back_exactly()
    {
        AttentionCourse read = AttentionCourse.Parse(Example.ToCsv(), Predicted((0.1 + 0.2, 0), (9001.00390625, 2)));
        Assert.Equal(Example.Columns, read.Columns);
        Assert.Equal(Example.Rows.Select(r => (r.StartSeconds, r.Label)), read.Rows.Select(r => (r.StartSeconds, r.Label)));
        Assert.Equal(Example.Rows.SelectMany(r => r.Theta), read.Rows.SelectMany(r => r.Theta));
    }

    [Theory]
    [InlineData("", "line 1")]
    [InlineData("start_s,label\n", "line 1")]
    [InlineData("start_s,label,attx4_ecg\n", "line 1: \"attx4_ecg\"")]
    [InlineData("start_s,label,attx1_\n", "line 1")]
    [InlineData("start_s,label,attx1_ecg\n0,1,0.5\n5,1", "line 3: cut short")]
    [InlineData("start_s,label,attx1_ecg\n0,1,0.5,0.5\n", "line 2")]
    [InlineData("start_s,label,attx1_ecg\n0,1,0.5\n5,x,0.5\n", "line 3")]
    [InlineData("start_s,label,attx1_ecg\n0,1,half\n", "line 2")]
    [InlineData("start_s,label,attx1_ecg\n0,1,NaN\n", "line 2")]
    [InlineData("start_s,label,attx1_ecg\n0,9,0.5\n", "line 2")]
    [InlineData("start_s,label,attx1_ecg\n0,1,0.5\n", "line 3: 1 windows, where 2 were predicted")]
    public void Damage_is_found_and_its_line_named(string csv, string where) =>
        Assert.Contains(where, Assert.Throws<InvalidDataException>(() => AttentionCourse.Parse(csv, Predicted((0, 1), (5, 1)))).Message);

    private static Predictions Predicted(params (double Start, int Label)[] windows) =>
        new("S2", 3, [.. windows.Select(w => new Prediction(w.Start, w.Label, 0, [1, 0, 0]))]);
}
