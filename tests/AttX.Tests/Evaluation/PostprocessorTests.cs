using AttX.Evaluation;
using AttX.Ground;
using AttX.Signals;

namespace AttX.Tests.Evaluation;

public class PostprocessorTests
{
    /// <summary>A window of 10 s every 5 s, at 4 Hz.</summary>
    private static readonly WindowSpec s_spec = new(4, 10, 0.5);

    [Fact]
    public void Smoothing_averages_the_log_odds_of_the_last_seconds()
    {
        var smoother = new Postprocessor(new() { SmoothSeconds = 10 }, s_spec, positive: 1);
        Assert.Equal(0.9f, smoother.Add(0, 1, [0.1f, 0.9f]).Probabilities[1], 1e-6);
        ActedEstimate second = smoother.Add(20, 0, [0.5f, 0.5f]);
        Assert.Equal(0.75f, second.Probabilities[1], 1e-6); // odds 9 and 1: their geometric mean is 3
        Assert.Equal(1, second.Class);
        Assert.Equal(0.5f, smoother.Add(60, 0, [0.5f, 0.5f]).Probabilities[1], 1e-6); // the others are older
        Assert.Equal((2.5, 27.5), (new Postprocessing { SmoothSeconds = 10 }.DelaySeconds(s_spec), new Postprocessing { SmoothSeconds = 60 }.DelaySeconds(s_spec)));
    }

    [Fact]
    public void Between_its_levels_an_alarm_stays_what_it_is_and_no_class_is_likely_enough()
    {
        var postprocessor = new Postprocessor(new() { Abstain = 0.7, Alarm = new(0.8, 0.4) }, s_spec, positive: 1);
        (float P, int? Class, bool Alarm)[] course = [(0.6f, null, false), (0.8f, 1, true), (0.5f, null, true), (0.41f, null, true), (0.25f, 0, false), (0.75f, 1, false)];
        foreach ((int i, (float p, int? expected, bool alarm)) in course.Index())
        {
            ActedEstimate acted = postprocessor.Add(20 * i, p > 0.5f ? 1 : 0, [1 - p, p]);
            Assert.Equal((expected, alarm), (acted.Class, postprocessor.IsAlarm));
        }
    }

    [Fact]
    public void Nothing_asked_for_changes_nothing()
    {
        float[] own = [0.25f, 0.5f, 0.25f];
        ActedEstimate acted = new Postprocessor(Postprocessing.None, s_spec, positive: 1).Add(0, 2, own);
        Assert.Equal(2, acted.Class);
        Assert.Same(own, acted.Probabilities);
    }

    [Theory]
    [InlineData(5, 0, null, null, "--smooth must be longer than the 5 s between windows, and at most 600 s, got 5.")]
    [InlineData(1e4, 0, null, null, "--smooth must be longer than the 5 s between windows, and at most 600 s, got 10000.")]
    [InlineData(double.NaN, 0, null, null, "got NaN")]
    [InlineData(0, 0.5, null, null, "--abstain must be above 1/2, which the likeliest of 2 classes always has, and below 1, got 0.5.")]
    [InlineData(0, double.NaN, null, null, "--abstain")]
    [InlineData(0, 0, 0.4, 0.6, "--alarm 0.4,0.6: an alarm that is raised from 0.4 would end below 0.6 at once. Give an OFF of at most ON.")]
    [InlineData(0, 0, 1.5, 0.6, "--alarm must be two probabilities between 0 and 1, got 1.5,0.6.")]
    public void What_cannot_be_done_is_refused_in_one_line(double smooth, double abstain, double? on, double? off, string problem) => Assert.Contains(problem,
        Assert.Single(Assert.Throws<OptionsException>(() => new Postprocessing
        { SmoothSeconds = smooth, Abstain = abstain, Alarm = on is { } level ? new(level, off!.Value) : null }.Required(s_spec, 2)).Problems));
}
