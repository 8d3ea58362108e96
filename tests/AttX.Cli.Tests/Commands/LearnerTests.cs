using AttX.Testing;

namespace AttX.Cli.Tests.Commands;

/// <summary>Classical learners in place of the network.</summary>
public sealed class LearnerTests(CohortFixture cohort) : IDisposable
{
    private static readonly string[] Wrist = ["--device", "wrist", "--window", "20"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("model.json")]
    [InlineData("model.eda.json", "--fusion", "decision", "--decision", "weighted")]
    public void A_learner_is_run_resumed_cached_reported_and_audited(string file, params string[] fusion)
    {
        string[] learner = [.. Wrist, "--learner", "knn", "--learner-options", "k=auto", "--select-features", "2", .. fusion];
        CommandRun run = CommandRun.Of(["loso", cohort.Path, "--out", _folder["a"], "--no-cache", .. learner]);
        Assert.Equal(App.Done, run.ExitCode);
        Assert.Contains("Selected ", run.Error);
        string model = File.ReadAllText(_folder["a", "folds", "S2", file]);
        Assert.Contains("\"training\":[{\"subject\":\"S3\"", model);
        byte[] result = File.ReadAllBytes(_folder["a", "result.json"]);
        File.Delete(_folder["a", "folds", "S3", "predictions.csv"]);
        Assert.Equal(App.Done, CommandRun.Of(["loso", cohort.Path, "--out", _folder["a"], "--no-cache", "--resume", "--workers", "1", .. learner]).ExitCode);
        Assert.Equal(result, File.ReadAllBytes(_folder["a", "result.json"]));
        CommandRun report = CommandRun.Of("report", _folder["a"]);
        Assert.Equal(App.Done, report.ExitCode);
        Assert.DoesNotContain("leakage", report.Error, StringComparison.OrdinalIgnoreCase);
        File.WriteAllText(_folder["a", "folds", "S2", file], model.Replace("\"S3\"", "\"S2\""));
        Assert.NotEqual(App.Done, CommandRun.Of("report", _folder["a"], "--out", _folder["again.html"]).ExitCode);
    }

    [Theory]
    [InlineData("There is no learner forest; there are lda,", "--learner", "forest")]
    [InlineData("knn: k must be auto or a whole number from 1 to 10000, got 0.", "--learner", "knn", "--learner-options", "k=0")]
    [InlineData("lda has no option k; it has shrinkage.", "--learner", "lda", "--learner-options", "k=3")]
    [InlineData("must be names and values", "--learner", "lda", "--learner-options", "k")]
    [InlineData("--select-features must be 0, for all, or more, got -1.", "--learner", "lda", "--select-features", "-1")]
    [InlineData("--epochs 3 would be ignored: --learner lda has features of windows and no network.", "--learner", "lda", "--epochs", "3")]
    [InlineData("--decision vote would be ignored: it belongs to --fusion decision.", "--learner", "lda", "--decision", "vote")]
    [InlineData("--fusion decision would be ignored: one modality leaves nothing to fuse.", "--learner", "lda", "--modalities", "eda", "--fusion", "decision")]
    [InlineData("--learner-options k=3 would be ignored: it belongs to --learner.", "--learner-options", "k=3")]
    public void What_cannot_be_meant_is_refused_in_one_line(string message, params string[] options)
    {
        CommandRun run = CommandRun.Of(["loso", cohort.Path, "--out", _folder["none"], "--no-cache", .. Wrist, .. options]);
        Assert.Equal(App.WrongUsage, run.ExitCode);
        Assert.Contains(message, run.Error);
        Assert.False(File.Exists(_folder["none", "run.json"]));
    }
}
