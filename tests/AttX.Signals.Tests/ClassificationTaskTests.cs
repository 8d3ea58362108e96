namespace AttX.Signals.Tests;

public sealed class ClassificationTaskTests
{
    private static ClassificationTask Load(params (string, string)[] labels) => new("load", ["low", "high"], labels);

    [Fact]
    public void Labels_make_classes_and_others_are_left_out()
    {
        ClassificationTask task = Load(("rest", "low"), ("reading", "low"), ("sums", "high"));
        Assert.Equal([0, 0, 1, -1, -1], new[] { "rest", "reading", "sums", "lunch", null }.Select(task.IndexOf));
        Assert.Equal(["rest", "reading"], task.LabelsOf(0));
        Assert.Equal("rest, reading or sums", task.Alternatives());
        Assert.Equal(1, task.Positive);
        Assert.Equal(0, task.About("low").Positive);
    }

    [Fact]
    public void Tasks_are_equal_if_all_of_them_is()
    {
        Assert.Equal(Load(("a", "low"), ("b", "high")), Load(("a", "low"), ("b", "high")));
        Assert.NotEqual(Load(("a", "low"), ("b", "high")), Load(("a", "high"), ("b", "low")));
        Assert.NotEqual(AffectTasks.Stress, AffectTasks.Stress.About("non-stress"));
    }

    [Fact]
    public void What_is_no_task_is_refused()
    {
        Assert.Contains("no label makes the class high", Refusal(() => Load(("a", "low"))));
        Assert.Contains("label a is said to be of class middle, and the classes are low, high", Refusal(() => Load(("a", "middle"))));
        Assert.Contains("label a stands there twice", Refusal(() => Load(("a", "low"), ("a", "high"))));
        Assert.Contains("has 1 classes", Refusal(() => new ClassificationTask("t", ["one"], [("a", "one")])));
        Assert.Contains("names a class twice", Refusal(() => new ClassificationTask("t", ["one", "one"], [("a", "one")])));
        Assert.Contains("the name of a class", Refusal(() => new ClassificationTask("t", ["a,b", "c"], [])));
    }

    private static string Refusal(Func<object> make) => Assert.Throws<FormatException>(make).Message;
}
