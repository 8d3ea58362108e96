using System.Diagnostics;
using AttX.Testing;

namespace AttX.Cli.Tests.Commands;

public sealed class ReportTests : IClassFixture<ReportTests.RunFixture>
{
    private readonly string _run;

    public ReportTests(RunFixture run) => _run = run.Path;

    [Fact]
    public void The_page_is_written_into_the_run()
    {
        CommandRun report = CommandRun.Of("report", _run);
        Assert.Equal((App.Done, "", $"The report is in {Path.Combine(_run, "report.html")}.\n"), (report.ExitCode, report.Error, report.Output));
        string html = File.ReadAllText(Path.Combine(_run, "report.html"));
        foreach (string text in new[] { "Left out", "Learning curves", "Attention", "The windows it got most wrong", "Leakage audit", "What was run" })
            Assert.Contains(text, html);
        Assert.DoesNotContain("FAILS", html);
    }

    [Theory]
    [InlineData("csv", "table,row,column,value,text\n")]
    [InlineData("latex", "% Needs \\usepackage{booktabs}\n")]
    [InlineData("markdown", "### ")]
    public void Tables_go_to_the_output_or_a_file(string format, string start)
    {
        CommandRun report = CommandRun.Of("report", _run, "--format", format);
        Assert.Equal((App.Done, ""), (report.ExitCode, report.Error));
        Assert.StartsWith(start, report.Output, StringComparison.Ordinal);
        using var folder = new TemporaryFolder();
        CommandRun file = CommandRun.Of("report", _run, "--format", format, "--out", folder["tables"]);
        Assert.Equal((App.Done, ""), (file.ExitCode, file.Output));
        Assert.Equal(report.Output, File.ReadAllText(folder["tables"]));
    }

    [Theory]
    [InlineData("is not a run", "report", "NONE")]
    [InlineData("attx report needs RUN.", "report")]
    [InlineData("--open shows the page", "report", "RUN", "--format", "csv", "--open")]
    [InlineData("got pdf.", "report", "RUN", "--format", "pdf")]
    public void Wrong_usage_is_one_line_and_exit_2(string what, params string[] args)
    {
        CommandRun report = CommandRun.Of([.. args.Select(a => a.Replace("RUN", _run))]);
        Assert.Equal(App.WrongUsage, report.ExitCode);
        Assert.Contains(what == "is not a run" ? "NONE: no such folder. Give the folder" : what, Assert.Single(report.ErrorLines));
    }

    [Fact]
    public void A_damaged_fold_is_named()
    {
        using var folder = new TemporaryFolder();
        foreach (string file in Directory.GetFiles(_run, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(folder.FullPath, Path.GetRelativePath(_run, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        File.AppendAllText(folder["folds", "S3", "attention.csv"], "x");
        CommandRun report = CommandRun.Of("report", folder.FullPath);
        Assert.Equal(App.Failed, report.ExitCode);
        Assert.Contains(folder["folds", "S3", "attention.csv"], Assert.Single(report.ErrorLines));
    }

    [Fact]
    public void Without_a_browser_the_report_is_still_written()
    {
        using var folder = new TemporaryFolder();
        using Process process = CommandRun.Start(folder.FullPath, ("PATH", folder.FullPath), "report", _run, "--out", "page.html", "--open");
        CommandRun report = CommandRun.Await(process);
        Assert.Equal(App.Done, report.ExitCode);
        Assert.Contains("no browser could be started", Assert.Single(report.ErrorLines));
        Assert.True(File.Exists(folder["page.html"]));
    }

    /// <summary>A run of a few epochs.</summary>
    public sealed class RunFixture : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public RunFixture(CohortFixture cohort)
        {
            CommandRun loso = CommandRun.Of(cohort.Loso(Path));
            Assert.True(loso.ExitCode == App.Done, loso.Error);
        }

        public string Path => _folder["run"];

        public void Dispose() => _folder.Dispose();
    }
}
