using AttX.Ground;
using AttX.Options;
using AttX.Paper;
using AttX.Signals.Modalities;
using AttX.Testing;

namespace AttX.Tests.Options;

public sealed class ConfigFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Comments_and_trailing_commas_are_allowed()
    {
        ExperimentOptions options = Read("""{ "device": "wrist", /* the E4 */ "modalities": ["bvp", "eda"], "stages": [1, 3,], "noAttention": true, }""");
        Assert.Equal((Device.Wrist, 64, false), (options.Device, options.SamplingRateHz, options.Attention));
        Assert.Equal([1, 3], options.Stages);
    }

    [Fact]
    public void The_command_line_overrides_the_file_in_any_order()
    {
        string path = Write("""{"epochs": 5, "connection": "both", "seed": 3}""");
        Assert.Equal(7, new OptionReader().Give("epochs", "7").GiveFile(path).Read().Epochs);
        ExperimentOptions options = new OptionReader().GiveFile(path).Give("epochs", "7").Give("type", "II").Read();
        Assert.Equal((7, PaperTables.EdaToEcg, 3ul), (options.Epochs, options.Connection, options.Seed));
    }

    [Fact]
    public void Options_of_a_run_are_found_in_its_file() =>
        Assert.Equal(4, Read("""{"format": 1, "options": {"epochs": 4}, "data": {"S2": "00"}}""").Epochs);

    [Fact]
    public void Enabling_attention_without_a_connection_is_not_an_error() => Assert.Empty(Read("""{"connection": "none", "noAttention": false}""").Stages);

    [Theory]
    [InlineData("""{"stags": [1]}""", "unknown key \"stags\"; did you mean \"stages\"?")]
    [InlineData("""{"learning_rate": 1}""", "did you mean \"learningRate\"?")]
    [InlineData("""{"epochs": "5"}""", "\"epochs\" must be a number, got \"5\".")]
    [InlineData("""{"stages": 1}""", "\"stages\" must be a list of numbers, got 1.")]
    [InlineData("""{"modalities": "ecg"}""", "\"modalities\" must be a list of strings, got \"ecg\".")]
    [InlineData("""{"noAttention": 1}""", "\"noAttention\" must be true or false, got 1.")]
    [InlineData("""{"device": null}""", "\"device\" must be a string, got null.")]
    [InlineData("""{"epochs": 5, "epochs": 6}""", "\"epochs\" stands there twice.")]
    [InlineData("""{"type": "I", "connection": "both"}""", "\"connection\" and \"type\" name the same setting")]
    [InlineData("""{"epochs": 1.5}""", "\"epochs\" must be a whole number")]
    [InlineData("""{"connection": "none", "stages": [1]}""", "\"stages\" 1 would be ignored")]
    [InlineData("""[1]""", "must be a JSON object of options")]
    [InlineData("""{"epochs": """, "not JSON (line 1")]
    public void A_mistake_is_named_with_its_file(string json, string problem)
    {
        string line = Assert.Single(Assert.Throws<OptionsException>(() => Read(json)).Problems);
        Assert.StartsWith(_folder["c.json"], line, StringComparison.Ordinal);
        Assert.Contains(problem, line);
    }

    [Fact]
    public void A_missing_file_is_named() => Assert.Contains(
        "none.json", Assert.Single(Assert.Throws<OptionsException>(() => new OptionReader().GiveFile(_folder["none.json"]).Read()).Problems));

    private ExperimentOptions Read(string json) => new OptionReader().GiveFile(Write(json)).Read();

    private string Write(string json)
    {
        File.WriteAllText(_folder["c.json"], json);
        return _folder["c.json"];
    }
}
