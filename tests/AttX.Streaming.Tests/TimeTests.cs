using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Streaming.Tests;

/// <summary>Tests samples that arrive late, twice, not at all, or with a drifting clock.</summary>
public sealed class TimeTests
{
    private static readonly StreamingModel Model = Session.Model();
    private readonly List<Estimate> _estimates = [];
    private readonly double[] _pulse = Session.Pulse(), _skin = Session.Skin();

    private StressEstimator Start(SessionOptions? options = null) => new(Model, Session.Channels, _estimates.Add, options ?? Session.Known);

    [Fact]
    public void Only_windows_that_touch_a_gap_get_no_estimate()
    {
        StressEstimator session = Start();
        session.Push(Modality.Bvp, 0, _pulse.AsSpan(0, 22 * 64));
        session.Push(Modality.Bvp, 23, _pulse.AsSpan(23 * 64));
        session.Push(Modality.Eda, 0, _skin);
        Assert.Equal([15, 20], _estimates.Where(e => e.Quality == QualityFlags.Gap).Select(e => e.StartSeconds));
        Assert.All(_estimates, e => Assert.Equal(e.Quality == QualityFlags.None, e.Probability != null));
        Assert.Equal(new ChannelCounts(59 * 64, 64, 0, 0), session.Counts(Modality.Bvp));
        Assert.Contains("no estimate (gap)", _estimates[3].ToString());
    }

    [Fact]
    public void Resampling_spreads_a_gap_into_the_adjacent_window()
    {
        StressEstimator session = Start();
        _skin.AsSpan(81, 3).Fill(double.NaN); // 20.25 to 21 s: within 2.5 s of the window that ends at 20 s
        Session.Push(session, _pulse, _skin, 64);
        Assert.Equal([10, 15, 20], _estimates.Where(e => e.Quality == QualityFlags.Gap).Select(e => e.StartSeconds));
    }

    [Fact]
    public void A_short_gap_is_bridged_by_a_straight_line()
    {
        double[] bridged = [.. _pulse];
        for (int i = 1; i <= 8; i++)
            bridged[999 + i] = bridged[999] + (bridged[1008] - bridged[999]) * i / 9;
        _pulse.AsSpan(1000, 8).Fill(double.NaN);
        StressEstimator session = Start();
        Session.Push(session, _pulse, _skin, 64);
        Assert.Equal(Session.Text(Session.Estimates(Model, bridged, _skin, Session.Known, 64)), Session.Text(_estimates));
        Assert.Equal(8, session.Counts(Modality.Bvp).Missing);
    }

    [Fact]
    public void Repeated_samples_change_nothing_and_are_counted()
    {
        StressEstimator session = Start();
        for (int i = 0; i < _pulse.Length; i += 64)
        {
            session.Push(Modality.Bvp, i / 64.0, _pulse.AsSpan(i, 64));
            session.Push(Modality.Bvp, i / 64.0 + 0.5, _pulse.AsSpan(i + 32, Math.Min(96, _pulse.Length - i - 32)));
            session.Push(Modality.Eda, i / 64.0, _skin.AsSpan(i / 16, 4));
            session.Push(Modality.Eda, i / 64.0, _skin.AsSpan(i / 16, 4));
        }

        Assert.Equal(Session.Text(Session.Estimates(Model, _pulse, _skin, Session.Known, 64)), Session.Text(_estimates));
        Assert.Equal((60L * 64, 60L * 4, 60L * 4), (session.Counts(Modality.Bvp).Used, session.Counts(Modality.Eda).Used, session.Counts(Modality.Eda).Repeated));
    }

    [Fact]
    public void Late_samples_are_left_out_and_counted()
    {
        StressEstimator session = Start();
        session.Push(Modality.Bvp, 0, _pulse.AsSpan(0, 640));
        session.Push(Modality.Bvp, 11, _pulse.AsSpan(704, 64));
        session.Push(Modality.Bvp, 10, _pulse.AsSpan(640, 64));
        Assert.Equal(new ChannelCounts(704, 64, 0, 64), session.Counts(Modality.Bvp));
    }

    [Fact]
    public void Time_does_not_go_backwards()
    {
        StressEstimator session = Start();
        Session.Push(session, _pulse, _skin, 64);
        string before = Session.Text(_estimates);
        session.Push(Modality.Bvp, -1000, _pulse);
        session.Push(Modality.Eda, 30, _skin.AsSpan(0, 100));
        Assert.Equal(before, Session.Text(_estimates));
        Assert.Equal((_pulse.Length, 100), (session.Counts(Modality.Bvp).Repeated, session.Counts(Modality.Eda).Repeated));
    }

    [Fact]
    public void A_drifting_clock_is_followed_by_its_time_stamps()
    {
        StressEstimator session = Start();
        // 64 samples take 1.002 s of the shared clock, later 0.998 s: a sample is bridged, or left out, every eight seconds.
        double time = 0;
        for (int i = 0; i < _pulse.Length; i += 64, time += i < 1920 ? 1.002 : 0.998)
            session.Push(Modality.Bvp, time, _pulse.AsSpan(i, 64));
        session.Push(Modality.Eda, 0, _skin);
        ChannelCounts counts = session.Counts(Modality.Bvp);
        Assert.InRange(counts.Missing, 3, 4);
        Assert.InRange(counts.Repeated, 3, 4);
        Assert.All(_estimates, e => Assert.NotNull(e.Probability));
    }

    [Fact]
    public void Jitter_of_time_stamps_within_tolerance_is_not_a_gap()
    {
        StressEstimator session = Start(Session.Known with { JitterSeconds = 0.1 });
        for (int i = 0; i < _pulse.Length; i += 32)
            session.Push(Modality.Bvp, i / 64.0 + 0.09 * Math.Sin(i), _pulse.AsSpan(i, 32));
        session.Push(Modality.Eda, 0, _skin);
        Assert.Equal(new ChannelCounts(_pulse.Length, 0, 0, 0), session.Counts(Modality.Bvp));
    }

    [Fact]
    public void A_dead_sensor_gives_no_estimate_once_given_up()
    {
        StressEstimator session = Start();
        session.Push(Modality.Bvp, 100, _pulse);
        Assert.Empty(_estimates);
        session.GiveUpBefore(130);
        Assert.Equal([100, 105, 110, 115], _estimates.Select(e => e.StartSeconds));
        Assert.All(_estimates, e => Assert.Equal((QualityFlags.Gap, null), (e.Quality, e.Probability)));
        session.Push(Modality.Eda, 100, _skin);
        Assert.Equal(new ChannelCounts(30 * 4, 30 * 4, 0, 30 * 4), session.Counts(Modality.Eda));
        Assert.NotNull(_estimates[^1].Probability);
    }

    [Fact]
    public void A_channel_too_far_behind_is_treated_as_missing()
    {
        StressEstimator session = Start(Session.Known with { MaximumLagSeconds = 20 });
        for (int i = 0; i < _pulse.Length; i += 64)
            session.Push(Modality.Bvp, i / 64.0, _pulse.AsSpan(i, 64));
        Assert.Equal(40 * 4, session.Counts(Modality.Eda).Missing);
        Assert.All(_estimates, e => Assert.Equal(QualityFlags.Gap, e.Quality));
        Assert.Equal(25, _estimates[^1].StartSeconds);
    }

    [Fact]
    public void The_session_continues_at_the_new_time_after_a_long_silence()
    {
        StressEstimator session = Start();
        Session.Push(session, _pulse, _skin, 64);
        PushFrom(session, 4002);
        Assert.Equal(new ChannelCounts(2L * _pulse.Length, 0, 0, 0), session.Counts(Modality.Bvp));
        Assert.Equal(4005, _estimates.First(e => e.StartSeconds > 60).StartSeconds);
        Assert.NotNull(_estimates[^1].Probability);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public void One_chunk_far_in_the_future_costs_no_other(int before)
    {
        string expected = Session.Text(Session.Estimates(Model, _pulse, _skin, Session.Known, 64));
        StressEstimator session = Start();
        for (int second = 0; second < Session.Seconds; second++)
        {
            if (second == before)
                session.Push(Modality.Bvp, 1e9, _pulse.AsSpan(0, 64));
            session.Push(Modality.Bvp, second, _pulse.AsSpan(64 * second, 64));
            session.Push(Modality.Eda, second, _skin.AsSpan(4 * second, 4));
        }

        Assert.NotNull(_estimates[^1].Probability);
        Assert.Equal(45, _estimates[^1].StartSeconds);
        if (before > 0)
            Assert.Equal(expected, Session.Text(_estimates));
        Assert.Equal(before > 0 ? 64 : 0, session.Counts(Modality.Bvp).Astray);
    }

    [Fact]
    public void Chunks_at_different_far_times_do_not_agree()
    {
        StressEstimator session = Start();
        Session.Push(session, _pulse, _skin, 64);
        foreach (double far in new[] { 5000.0, 9000, 5001, 5001, 2000 })
            session.Push(Modality.Bvp, far, _pulse.AsSpan(0, 64));
        Assert.Equal((60, 5 * 64), (session.EndSeconds(Modality.Bvp), session.Counts(Modality.Bvp).Astray));
    }

    private void PushFrom(StressEstimator session, double startSeconds)
    {
        for (int second = 0; second < Session.Seconds; second++)
        {
            session.Push(Modality.Bvp, startSeconds + second, _pulse.AsSpan(64 * second, 64));
            session.Push(Modality.Eda, startSeconds + second, _skin.AsSpan(4 * second, 4));
        }
    }
}
