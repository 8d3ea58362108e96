using AttX.Ground;

namespace AttX.Cluster.Tests;

public class SlurmOptionsTests
{
    [Theory]
    [InlineData(375, 1001, null, 1, 1)]
    [InlineData(1001, 1001, null, 1, 1)]
    [InlineData(1125, 1001, null, 1, 2)]
    [InlineData(1125, 1001, 3, 1, 3)]
    [InlineData(1125, 1001, null, 64, 64)]
    public void Folds_are_cut_into_as_many_tasks_as_an_array_may_have(int folds, int maxArraySize, int? asked, int workers, int expected) =>
        Assert.Equal(expected, new SlurmOptions { FoldsPerTask = asked, Workers = workers }.FoldsInTask(folds, maxArraySize));

    [Fact]
    public void Too_few_folds_a_task_say_how_many_there_must_be() => Assert.Contains("Give 2 or more",
        Assert.Single(Assert.Throws<OptionsException>(() => new SlurmOptions { FoldsPerTask = 1 }.FoldsInTask(1125, 1001)).Problems));

    [Theory]
    [InlineData("30")]
    [InlineData("04:00:00")]
    [InlineData("2-12")]
    [InlineData("1-00:30:00")]
    public void Slurms_forms_of_a_time_are_accepted(string time) =>
        Assert.Empty(new SlurmOptions { Time = time, Memory = "2G", Partition = "cpu,long_1" }.Problems());
}
