using AttX.Testing;

namespace AttX.Cli.Tests.Commands;

public sealed class PretrainTests(CohortFixture cohort) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_encoder_is_made_and_used_on_other_people_alone()
    {
        CommandRun made = CommandRun.Of(["pretrain", cohort.Path, "--out", _folder["e.attx"], "--subjects", "S2,S3", .. Small]);
        Assert.Equal((App.Done, ""), (made.ExitCode, made.ExitCode == App.Done ? "" : made.Error));
        Assert.StartsWith("Pretrained on 2 recordings, ", made.Output, StringComparison.Ordinal);
        Assert.Contains($"The encoder is {_folder["e.attx"]}. Next: attx train DATA --init {_folder["e.attx"]}", made.Output, StringComparison.Ordinal);
        CommandRun tested = CommandRun.Of(["loso", cohort.Path, "--out", _folder["run"], "--init", _folder["e.attx"], .. Small, "--no-cache"]);
        Assert.Equal(App.WrongUsage, tested.ExitCode);
        Assert.Contains("was pretrained on recordings of S2, S3, who are tested", tested.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--subjects", "S2,S99", "--subjects S99: not in the data")]
    [InlineData("--normalise", "baseline", "--normalise baseline needs labels")]
    [InlineData("--fusion", "decision", "--fusion decision makes a network of each modality")]
    [InlineData("--workers", "0", "--workers must be at least 1")]
    public void Wrong_options_are_one_line(string option, string value, string problem)
    {
        CommandRun run = CommandRun.Of(["pretrain", cohort.Path, "--out", _folder["e.attx"], option, value, .. Small.Chunk(2).Where(o => o[0] != option).SelectMany(o => o)]);
        Assert.NotEqual(App.Done, run.ExitCode);
        Assert.Contains(problem, run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["e.attx"]));
    }

    private static string[] Small => ["--device", "wrist", "--rate", "32", "--window", "4", "--widths", "8,8,8", "--epochs", "1", "--normalise", "session"];
}
