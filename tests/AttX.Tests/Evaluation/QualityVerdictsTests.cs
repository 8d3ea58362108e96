using AttX.Evaluation;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Tests.Evaluation;

public class QualityVerdictsTests
{
    private static readonly QualityVerdicts Example = new(
        [new WindowVerdict(0.1 + 0.2, QualityFlags.None), new WindowVerdict(9001.00390625, QualityFlags.Gap | QualityFlags.FlatLine)]);

    [Fact]
    public void The_file_has_the_agreed_form() =>
        Assert.Equal("start_s,quality\n0.30000000000000004,ok\n9001.00390625,flat-line+gap\n", Example.ToCsv());

    [Fact]
    public void Everything_parses_back_exactly() => Assert.Equal(Example.Rows, QualityVerdicts.Parse(Example.ToCsv()).Rows);

    [Fact]
    public void Windows_without_quality_assessment_have_no_verdicts()
    {
        Assert.Null(QualityVerdicts.Of(Windows(null)));
        Assert.Equal(
            [new WindowVerdict(0, QualityFlags.Clipping), new WindowVerdict(2.5, QualityFlags.None)],
            QualityVerdicts.Of(Windows([QualityFlags.Clipping, QualityFlags.None]))!.Rows);
    }

    [Theory]
    [InlineData("", "line 1")]
    [InlineData("start_s,label\n", "line 1")]
    [InlineData("start_s,quality\n0,ok\n5,o", "line 3: cut short")]
    [InlineData("start_s,quality\n0,ok,gap\n", "line 2")]
    [InlineData("start_s,quality\n0,ok\nx,ok\n", "line 3")]
    [InlineData("start_s,quality\n0,good\n", "line 2")]
    [InlineData("start_s,quality\n0,\n", "line 2")]
    public void Damage_is_found_and_its_line_named(string csv, string where) =>
        Assert.Contains(where, Assert.Throws<InvalidDataException>(() => QualityVerdicts.Parse(csv)).Message);

    private static WindowSet Windows(QualityFlags[]? quality) => new()
    {
        Subject = "S2",
        Spec = new WindowSpec(2, 2, 0.5),
        Modalities = [Modality.Eda],
        Windows = [new Window(0, "baseline"), new Window(5, "stress")],
        Signals = [new float[8]],
        Statistics = [new ChannelStatistics(8, 0, 1)],
        Quality = quality,
    };
}
