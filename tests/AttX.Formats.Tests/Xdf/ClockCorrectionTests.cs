using AttX.Formats.Xdf;

namespace AttX.Formats.Tests.Xdf;

public class ClockCorrectionTests
{
    [Fact]
    public void A_line_is_fitted_that_late_answers_do_not_move()
    {
        (double Time, double Offset)[] clocks = [.. Enumerable.Range(0, 100).Select(i => (500_000.0 + 5 * i, -3000 + 2e-6 * 5 * i + (i % 10 == 3 ? 0.05 : 0)))];
        List<double> stamps = [500_000, 500_495];
        Assert.Equal(0, ClockCorrection.Apply(stamps, clocks));
        Assert.Equal(497_000, stamps[0], 1e-4);
        Assert.Equal(497_495 + 2e-6 * 495, stamps[1], 1e-4);
    }

    [Fact]
    public void A_restarted_clock_has_a_line_of_its_own()
    {
        (double Time, double Offset)[] clocks =
            [.. Enumerable.Range(0, 20).Select(i => (9000.0 + 5 * i, -8000.0)), .. Enumerable.Range(0, 20).Select(i => (10.0 + 5 * i, 1200.0))];
        List<double> stamps = [9000, 9090, 11, 100];
        Assert.Equal(1, ClockCorrection.Apply(stamps, clocks));
        Assert.Equal([1000, 1090, 1211, 1300], stamps.Select(s => Math.Round(s, 9)));
    }

    [Fact]
    public void A_clock_that_jumps_forwards_is_found_by_both_its_time_and_its_offset()
    {
        (double Time, double Offset)[] clocks = [.. Enumerable.Range(0, 40).Select(i => (5.0 * i + (i < 20 ? 0 : 600), i < 20 ? 0.0 : -500))];
        List<double> stamps = [0, 95, 700, 795];
        Assert.Equal(1, ClockCorrection.Apply(stamps, clocks));
        Assert.Equal([0, 95, 200, 295], stamps.Select(s => Math.Round(s, 9)));

        (double, double)[] pause = [.. Enumerable.Range(0, 40).Select(i => (5.0 * i + (i < 20 ? 0 : 600), 1.0))];
        Assert.Equal(0, ClockCorrection.Apply([0, 700], pause));
    }

    [Fact]
    public void One_measurement_is_an_offset_and_none_is_nothing()
    {
        List<double> stamps = [1, 2];
        Assert.Equal(0, ClockCorrection.Apply(stamps, []));
        Assert.Equal([1.0, 2], stamps);
        ClockCorrection.Apply(stamps, [(1e6, 0.5)]);
        Assert.Equal([1.5, 2.5], stamps);
    }
}
