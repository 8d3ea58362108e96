using AttX.Cli.Views;
namespace AttX.Cli.Tests.Views;

public class RunProgressTests
{
    private readonly Clock _clock = new();

    [Fact]
    public void What_an_earlier_process_did_does_not_count_as_speed()
    {
        var progress = new RunProgress(_clock);
        progress.Start([("S2", 2), ("S3", 2), ("S4", 2), ("S5", 2)]);
        progress.Advance("S2", 1, resumed: true);
        progress.Advance("S3", 0.5, resumed: true);
        Assert.Equal("", progress.Remaining());
        _clock.Seconds = 60;
        progress.Advance("S3", 1, resumed: false);
        Assert.Equal(0.5, progress.Done);
        Assert.Equal(", about 4 min left", progress.Remaining());
    }

    [Theory]
    [InlineData(10, 0.5, ", about 10 s left")]
    [InlineData(3600, 0.1, ", about 9.0 h left")]
    [InlineData(10, 1, "")]
    public void The_remaining_time_is_told_in_fit_units(int seconds, double done, string text)
    {
        var progress = new RunProgress(_clock);
        progress.Start([("S2", 1)]);
        _clock.Seconds = seconds;
        progress.Advance("S2", done, resumed: false);
        Assert.Equal(text, progress.Remaining());
    }

    private sealed class Clock : TimeProvider
    {
        public int Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
