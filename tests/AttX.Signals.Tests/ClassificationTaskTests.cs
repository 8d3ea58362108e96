namespace AttX.Signals.Tests;

public sealed class ClassificationTaskTests
{
    private static ClassificationTask Load(params (string, string)[] labels) => new("load", ["low", "high"], labels);

    [Fact]
    public void Labels_form_classes_and_others_are_left_out()
    {
        ClassificationTask task = Load(("rest", "low"), ("reading", "low"), ("sums", "high"));
        Assert.Equal([0, 0, 1, -1, -1], new[] { "rest", "reading", "sums", "lunch", null }.Select(task.IndexOf));
        Assert.Equal(["rest", "reading"], task.LabelsOf(0));
        Assert.Equal("rest, reading or sums", task.Alternatives());
        Assert.Equal(1, task.Positive);
        Assert.Equal(0, task.About("low").Positive);
    }

    [Fact]
    public void Tasks_compare_by_value()
    {
        Assert.Equal(Load(("a", "low"), ("b", "high")), Load(("a", "low"), ("b", "high")));
        Assert.NotEqual(Load(("a", "low"), ("b", "high")), Load(("a", "high"), ("b", "low")));
        Assert.NotEqual(AffectTasks.Stress, AffectTasks.Stress.About("non-stress"));
    }

    [Fact]
    public void Invalid_tasks_are_refused()
    {
        Assert.Contains("no label makes the class high", Refusal(() => Load(("a", "low"))));
        Assert.Contains("label a is said to be of class middle, and the classes are low, high", Refusal(() => Load(("a", "middle"))));
        Assert.Contains("label a stands there twice", Refusal(() => Load(("a", "low"), ("a", "high"))));
        Assert.Contains("has 1 classes", Refusal(() => new ClassificationTask("t", ["one"], [("a", "one")])));
        Assert.Contains("names a class twice", Refusal(() => new ClassificationTask("t", ["one", "one"], [("a", "one")])));
        Assert.Contains("the name of a class", Refusal(() => new ClassificationTask("t", ["a,b", "c"], [])));
    }

    [Fact]
    public void Thresholds_divide_a_rating_into_classes()
    {
        ClassificationTask task = ClassificationTask.Rated("arousal", ["low", "middle", "high"], "arousal", [4, 6], "rest");
        Assert.Equal([0, 1, 1, 2], new[] { 3.9, 4, 5.9, 6 }.Select(task.IndexOf));
        Assert.Equal([true, false, false], new[] { "film", "rest", null }.Select(task.Uses));
        Assert.Equal(2, task.IndexOf("high"));
        Assert.Equal("means of arousal of 4 or more", task.OriginOf(1));
        Assert.NotEqual(task, task.At([4, 7]));
        Assert.Equal(task.About("low"), task.At([4, 7]).About("low").At([4, 6]));
        Assert.Contains("3 classes need 2 thresholds, got 1", Refusal(() => task.At([5])));
        Assert.Contains("thresholds must be numbers that rise, got 6,4", Refusal(() => task.At([6, 4])));
    }

    private static string Refusal(Func<object> make) => Assert.Throws<FormatException>(make).Message;
}
