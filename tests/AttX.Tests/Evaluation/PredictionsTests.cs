using AttX.Evaluation;

namespace AttX.Tests.Evaluation;

public class PredictionsTests
{
    private static readonly Predictions Example = new("S2", 3,
    [
        new Prediction(0.1 + 0.2, 0, 2, [0.1f, 1f / 3, 0.56666666f]),
        new Prediction(9001.00390625, 1, 1, [1e-30f, 1, float.Epsilon]),
    ]);

    [Fact]
    public void The_file_has_the_agreed_columns()
    {
        string[] lines = Example.ToCsv().Split('\n');
        Assert.Equal("subject,start_s,label,prediction,p_0,p_1,p_2", lines[0]);
        Assert.Equal("S2,0.30000000000000004,0,2,0.100000001,0.333333343,0.566666663", lines[1]);
        Assert.Equal(("", 4), (lines[^1], lines.Length));
    }

    [Fact]
    public void Everything_parses_back_exactly()
    {
        Predictions read = Predictions.Parse(Example.ToCsv());
        Assert.Equal((Example.Subject, Example.Classes), (read.Subject, read.Classes));
        Assert.Equal(Example.Items.Select(p => (p.StartSeconds, p.Label, p.Predicted)), read.Items.Select(p => (p.StartSeconds, p.Label, p.Predicted)));
        Assert.Equal(Example.Items.SelectMany(p => p.Probabilities), read.Items.SelectMany(p => p.Probabilities));
    }

    [Fact]
    public void The_clock_is_a_last_column_where_the_start_is_known_and_parses_back()
    {
        Predictions timed = Example with { Start = new DateTimeOffset(2024, 4, 26, 19, 27, 56, TimeSpan.Zero).AddTicks(1_234_567) };
        Assert.StartsWith("subject,start_s,label,prediction,p_0,p_1,p_2,clock\nS2,0.30000000000000004,0,2,0.100000001,0.333333343,0.566666663,2024-04-26T19:27:56.4234567Z\n",
            timed.ToCsv(), StringComparison.Ordinal);
        Predictions read = Predictions.Parse(timed.ToCsv());
        Assert.Equal((timed.Start, 3, timed.ToCsv()), (read.Start, read.Classes, read.ToCsv()));
    }

    [Theory]
    [InlineData("", "line 1")]
    [InlineData("subject,start_s,label,prediction,p_0\n", "line 1")]
    [InlineData("subject,start_s,label,prediction,p_0,p_1\nS2,0,0,0,0.5,0.5\nS2,5,0", "line 3: cut short")]
    [InlineData("subject,start_s,label,prediction,p_0,p_1\nS2,0,0,2,0.5,0.5\n", "line 2")]
    [InlineData("subject,start_s,label,prediction,p_0,p_1\nS2,0,0,0,0.5,0.5\nS3,5,0,0,0.5,0.5\n", "line 3")]
    [InlineData("subject,start_s,label,prediction,p_0,p_1\nS2,x,0,0,0.5,0.5\n", "line 2")]
    [InlineData("subject,start_s,label,prediction,p_0,p_1\n", "line 2: no window")]
    [InlineData("subject,start_s,label,prediction,p_0,p_1\nS2,0,0,0,NaN,0.5\n", "line 2")]
    [InlineData("subject,start_s,label,prediction,p_0,p_1\nS2,0,0,0,1e30,0.5\n", "line 2")]
    [InlineData("subject,start_s,label,prediction,p_0,p_1\nS2,inf,0,0,0.5,0.5\n", "line 2")]
    [InlineData("subject,start_s,label,prediction,p_0,p_1,clock\nS2,1e300,0,0,0.5,0.5,2024-04-26T19:27:56Z\n", "line 2: not a prediction of S2")]
    [InlineData("subject,start_s,label,prediction,p_0,p_1,clock\nS2,0,0,0,0.5,0.5,noon\n", "line 2: not the moment of a window's start")]
    public void Damage_is_found_and_its_line_named(string csv, string where) =>
        Assert.Contains(where, Assert.Throws<InvalidDataException>(() => Predictions.Parse(csv)).Message);
}
