using AttX.Ground;
using AttX.Options;
using AttX.Testing;

namespace AttX.Tests.Options;

public sealed class SelectionGridTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Candidates_are_the_product_of_the_values_and_complete()
    {
        ExperimentOptions options = Read(("select", "widths=8,16,32|16,32,64; epochs=3|5"), ("device", "wrist"), ("batch-size", "8"));
        IReadOnlyList<Candidate> candidates = Candidates.Of(options);
        Assert.Equal(["widths=8,16,32;epochs=3", "widths=8,16,32;epochs=5", "widths=16,32,64;epochs=3", "widths=16,32,64;epochs=5"], candidates.Select(c => c.Text));
        Assert.Equal(OptionsJson.Text(Read(("widths", "16,32,64"), ("epochs", "5"), ("device", "wrist"), ("batch-size", "8"))), OptionsJson.Text(candidates[3].Options));
        Assert.Equal(3, options.Epochs); // the first candidate's
        Assert.Contains("\"select\":\"widths=8,16,32|16,32,64;epochs=3|5\"", OptionsJson.Text(options), StringComparison.Ordinal);
        Assert.DoesNotContain("\"epochs\"", OptionsJson.Text(options), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_has_the_notation_of_a_sweep()
    {
        File.WriteAllText(_folder["grid.json"], """{"widths":[[8,16,32],[16,32,64]],"learningRate":[0.001,0.01]}""");
        Assert.Equal("widths=8,16,32|16,32,64;learning-rate=0.001|0.01", SelectionGrid.Parse(_folder["grid.json"]).ToString());
        File.WriteAllText(_folder["grid.json"], """{"widths":[8""");
        Assert.Contains("not JSON", Assert.Throws<FormatException>(() => SelectionGrid.Parse(_folder["grid.json"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Learners_are_candidates_like_networks()
    {
        ExperimentOptions options = Read(("select", "learner=lda|svm"));
        Assert.Equal("lda", options.Learner);
        Assert.Equal(["lda", "svm"], Candidates.Of(options).Select(c => c.Options.Learner));
    }

    [Theory]
    [InlineData("window=10|20", "--window changes the data or the test")]
    [InlineData("features=plain|none", "--features changes the data or the test")]
    [InlineData("context=0|60", "--context changes the data or the test")]
    [InlineData("epoch=1|2", "names no option epoch; did you mean epochs")]
    [InlineData("seed=1|2", "cannot choose --seed")]
    [InlineData("type=I|II", "give its other spelling, connection")]
    [InlineData("epochs=3", "2 to 100 candidates")]
    [InlineData("epochs=3|x", "epochs must be a whole number")]
    [InlineData("epochs=3|0", "--select epochs=0: --epochs must be at least 1, got 0.")]
    [InlineData("epochs=3|3", "are the same configuration")]
    [InlineData("epochs=3|5;epochs=1|2", "names epochs twice")]
    [InlineData("fusion=feature|decision;stages=1|2", "would be ignored")]
    [InlineData("epochs", "must be options and values")]
    public void Wrong_choices_are_refused(string text, string problem) =>
        Assert.Contains(problem, string.Join('\n', Assert.Throws<OptionsException>(() => Read(("select", text))).Problems), StringComparison.Ordinal);

    [Fact]
    public void An_option_that_is_chosen_is_not_given()
    {
        Assert.Contains("--epochs 9 would be ignored: --select chooses it.", Assert.Throws<OptionsException>(() => Read(("epochs", "9"), ("select", "epochs=3|5"))).Problems[0], StringComparison.Ordinal);
        Assert.Contains("--select-groups", Assert.Throws<OptionsException>(() => Read(("select-groups", "4"))).Problems[0], StringComparison.Ordinal);
    }

    private static ExperimentOptions Read(params (string Name, string Text)[] given) =>
        given.Aggregate(new OptionReader(), (reader, o) => reader.Give(o.Name, o.Text)).Read();
}
