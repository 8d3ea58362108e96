using AttX.Evaluation;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Tests.Evaluation;

public sealed class NegativeControlTests
{
    [Fact]
    public void Alarms_are_runs_of_positive_estimates_and_flawed_windows_have_none()
    {
        // Windows of 10 s every 5 s; the first sample of each is its class. A break in time follows window 5.
        float[] classes = [1, 1, 0, 1, 1, 1, 1, 0, 1, 1];
        string?[] labels = ["meditation", "meditation", "meditation", "meditation", null, null, null, null, null, null];
        QualityFlags[] quality = [.. classes.Select((_, i) => i is 4 ? QualityFlags.Gap : QualityFlags.None)];
        NegativeControl control = NegativeControl.Of(new FirstSample(), Windows(classes, labels, quality), AffectTasks.Stress)!;
        const double hop = 5.0 / 3600;
        Assert.Equal([new("", 6, 5, 4, 3, 5 * hop), new("meditation", 4, 4, 3, 2, 4 * hop)], control.Rows);
        Assert.Equal("Never trained on: no label: 80.0 % of 5 windows called stress, 432.0 alarms per hour; meditation: 75.0 % of 4 windows called stress, 360.0 alarms per hour.",
            control.Describe("stress"));
        Assert.Equal(control.Rows, NegativeControl.Parse(control.ToCsv()).Rows);
        Assert.Equal([8, 6], NegativeControl.Pool([control, null, control])!.Rows.Select(row => row.Positive));
    }

    [Fact]
    public void Without_such_time_or_an_estimate_there_is_none()
    {
        Assert.Null(NegativeControl.Of(new FirstSample(), Windows([], [], []), AffectTasks.Stress));
        Assert.Null(NegativeControl.Of(new FirstSample(), Windows([1], [null], [QualityFlags.FlatLine]), AffectTasks.Stress));
        Assert.Null(NegativeControl.Of(new FirstSample(), Windows([float.NaN], [null], [QualityFlags.None]), AffectTasks.Stress));
        Assert.Null(NegativeControl.Pool([null]));
    }

    [Theory]
    [InlineData("x,5,6,0,0,1")]
    [InlineData("x,5,5,6,0,1")]
    [InlineData("x,5,5,1,2,1")]
    [InlineData("x,5,5,1,1,0")]
    [InlineData("x,5,5,1,1,NaN")]
    [InlineData("x,-5,5,1,1,1")]
    public void A_damaged_file_is_refused(string row) => Assert.Contains("line 2", Assert.Throws<InvalidDataException>(
        () => NegativeControl.Parse($"label,windows,estimates,positive,alarms,hours\n{row}\n")).Message);

    private static WindowSet Windows(float[] classes, string?[] labels, QualityFlags[] quality) => new()
    {
        Subject = "S2",
        Spec = new WindowSpec(1, 10, 0.5),
        Modalities = [Modality.Eda],
        Windows = [.. labels.Select((label, i) => new Window(5 * i + (i > 5 ? 100 : 0), label))],
        Signals = [[.. classes.SelectMany(c => Enumerable.Repeat(c, 10))]],
        Statistics = [],
        Quality = quality,
    };

    private sealed class FirstSample : IWindowPredictor
    {
        public (int Class, float[] Probabilities) Predict(WindowSet windows, int window) =>
            windows.Signal(0, window)[0] is var x && float.IsFinite(x) ? ((int)x, [1 - x, x]) : throw new InvalidDataException("not a number");
    }
}
