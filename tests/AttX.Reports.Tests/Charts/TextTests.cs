using AttX.Reports.Charts;

namespace AttX.Reports.Tests.Charts;

public class TextTests
{
    [Fact]
    public void Fitted_text_keeps_its_beginning_and_end_and_fits()
    {
        const string Name = "a configuration without attention, fold 17";
        string fitted = TextMetrics.Fit(Name, 150);
        Assert.InRange(TextMetrics.Width(fitted), 120, 150);
        Assert.StartsWith("a conf", fitted);
        Assert.EndsWith("17", fitted);
        Assert.Equal(Name, TextMetrics.Fit(Name, 1000));
        Assert.Equal("", TextMetrics.Fit(Name, 1));
    }

    [Fact]
    public void Fitted_text_never_ends_in_half_a_character()
    {
        string faces = string.Concat(Enumerable.Repeat("😀", 40));
        for (int width = 20; width < 400; width += 3)
            Assert.DoesNotContain('\uFFFD', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(TextMetrics.Fit(faces, width))));
    }

    [Theory]
    [InlineData(1.005, "1")]
    [InlineData(-0.001, "0")]
    [InlineData(1234.567, "1234.57")]
    public void Numbers_are_written_to_a_hundredth_of_a_pixel(double value, string expected) => Assert.Equal(expected, SvgWriter.Number(value));
}
