namespace AttX.Ground.Tests;

public class EditDistanceTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("loso", "loso", 0)]
    [InlineData("lso", "loso", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void It_counts_insertions_deletions_and_replacements(string a, string b, int distance)
    {
        Assert.Equal(distance, EditDistance.Between(a, b));
        Assert.Equal(distance, EditDistance.Between(b, a));
    }

    [Fact]
    public void The_nearest_word_is_the_first_of_the_smallest_distance()
    {
        Assert.Equal("loso", EditDistance.Nearest("lso", ["train", "loso", "lost"]));
        Assert.Null(EditDistance.Nearest("lso", []));
    }
}
