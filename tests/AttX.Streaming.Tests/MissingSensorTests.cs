using AttX.Options;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Streaming.Tests;

/// <summary>Sessions of a model that can miss sensors, and of one that cannot.</summary>
public class MissingSensorTests
{
    private static readonly ExperimentOptions Dropout = Session.Options with { SensorDropout = 0.3 };
    private static readonly StreamingModel Model = Session.Model(Dropout);

    [Fact]
    public void While_all_sensors_are_there_estimates_name_all_and_a_model_that_needs_them_names_none()
    {
        Estimate[] estimates = [.. Session.Estimates(Model, Session.Pulse(), Session.Skin(), Session.Known, 64).Where(e => e.Class != null)];
        Assert.All(estimates, e => Assert.Equal([Modality.Bvp, Modality.Eda], e.Sensors!));
        Assert.All(Session.Estimates(Session.Model(), Session.Pulse(), Session.Skin(), Session.Known, 64), e => Assert.Null(e.Sensors));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(0)]
    public void When_a_sensor_stops_estimates_rest_on_the_other_and_are_those_of_a_session_without_it(double value)
    {
        double[] skin = Session.Skin(120);
        skin.AsSpan(60 * Session.Eda).Fill(value);
        List<Estimate> estimates = Session.Estimates(Model, Session.Pulse(120), skin, Session.Known, 64), alone = [];
        var session = new StressEstimator(Model, [Session.Channels[0]], alone.Add, Session.Known);
        session.Push(Modality.Bvp, 0, Session.Pulse(120));
        Assert.All(alone, e => Assert.Equal([Modality.Bvp], e.Sensors!));
        Estimate[] late = [.. estimates.Where(e => e.StartSeconds >= 60)];
        Assert.NotEmpty(late);
        Assert.Equal(Session.Text(alone.Where(e => late.Any(l => l.StartSeconds == e.StartSeconds))), Session.Text(late));
        Assert.All(estimates.Where(e => e.EndSeconds < 60), e => Assert.Equal(2, e.Sensors!.Count));
        Assert.All(Session.Estimates(Session.Model(), Session.Pulse(120), skin, Session.Known, 64).Where(e => e.StartSeconds >= 60), e => Assert.Null(e.Class));
    }

    [Fact]
    public void A_sensor_that_never_begins_is_done_without_once_it_is_given_up()
    {
        List<Estimate> estimates = [];
        var session = new StressEstimator(Model, Session.Channels, estimates.Add, new SessionOptions { CalibrationSeconds = 20 });
        session.Push(Modality.Bvp, 0, Session.Pulse());
        Assert.Empty(estimates);
        session.GiveUpBefore(Session.Seconds);
        Assert.All(estimates, e => Assert.Equal(e.EndSeconds < 20, e.Class == null));
        Assert.Contains(estimates, e => e.Sensors is [Modality.Bvp]);
        Assert.All(estimates.Where(e => e.Class == null), e => Assert.True(e.IsCalibrating));
    }

    [Fact]
    public void Without_any_signal_there_is_no_estimate_and_the_flaws_say_why()
    {
        Estimate[] estimates = [.. Session.Estimates(Model, new double[60 * Session.Bvp], new double[60 * Session.Eda], Session.Known, 64)];
        Assert.All(estimates, e => Assert.True(e.Class == null && e.Sensors!.Count == 0 && e.Quality.HasFlag(QualityFlags.FlatLine)));
    }

    [Fact]
    public void Channels_that_do_not_fit_are_refused()
    {
        Assert.Contains("some of the channels Bvp, Eda, each once; got none", Assert.Throws<ArgumentException>(() => new StressEstimator(Model, [], _ => { })).Message);
        Assert.Contains("got Temperature", Assert.Throws<ArgumentException>(() => new StressEstimator(Model, [new(Modality.Temperature, 4)], _ => { })).Message);
        Assert.Contains("needs the channels Bvp, Eda", Assert.Throws<ArgumentException>(() => new StressEstimator(Session.Model(), [Session.Channels[0]], _ => { })).Message);
    }
}
