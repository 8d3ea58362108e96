using System.Diagnostics;
using AttX.Testing;

namespace AttX.Cli.Tests;

/// <summary>Tests that need a separate process: signals, locks, limits.</summary>
public sealed class ProcessTests(CohortFixture cohort) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 130)]
    [InlineData("KILL", 137)]
    public void A_stopped_run_resumes_and_ends_with_the_same_bytes(string signal, int exitCode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill");
        Assert.SkipWhen(signal == "INT" && InterruptIsIgnored(), "whoever started the tests ignores SIGINT, as a shell's background does, and children inherit it");
        Assert.Equal(App.Done, CommandRun.Of(Long("whole")).ExitCode);
        using Process process = CommandRun.Start(_folder.FullPath, Long("stopped"));
        WaitFor(process, () => Directory.Exists(_folder["stopped", "folds"]) && Directory.GetFiles(_folder["stopped", "folds"], "predictions.csv", SearchOption.AllDirectories).Length > 0);
        Process.Start("kill", [$"-{signal}", $"{process.Id}"]).WaitForExit();
        CommandRun stopped = CommandRun.Await(process);
        Assert.Equal(exitCode, stopped.ExitCode);
        if (exitCode == App.Interrupted)
            Assert.Contains("--resume continues the run in", stopped.ErrorLines[^1]);
        Assert.False(File.Exists(_folder["stopped", "result.json"]), "the run ended before it was stopped");

        Assert.Equal(App.Done, CommandRun.Of([.. Long("stopped"), "--resume"]).ExitCode);
        foreach (string file in new[] { "result.json", "folds/S3/model.safetensors", "folds/S4/predictions.csv" })
            Assert.Equal(File.ReadAllBytes(_folder["whole", file]), File.ReadAllBytes(_folder["stopped", file]));
    }

    [Fact]
    public void A_second_process_is_refused_and_the_first_one_named()
    {
        using Process process = CommandRun.Start(_folder.FullPath, Long("run"));
        WaitFor(process, () => File.Exists(_folder["run", "run.json"]));
        CommandRun second = CommandRun.Of([.. Long("run"), "--resume"]);
        process.Kill();
        CommandRun.Await(process);
        Assert.Equal(App.Failed, second.ExitCode);
        Assert.Contains($"in use by process {process.Id}", Assert.Single(second.ErrorLines));
    }

    [Fact]
    public void A_file_that_cannot_grow_is_named_and_the_run_can_be_resumed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "ulimit is the shell's");
        string attx = Path.Combine(AppContext.BaseDirectory, "attx");
        string[] args = cohort.Loso(_folder["run"]);
        using Process process = Process.Start(new ProcessStartInfo("bash", ["-c", $"ulimit -f 40; exec \"{attx}\" \"$@\"", "attx", .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // The runtime keeps executable memory in a file unless told not to.
            Environment = { ["DOTNET_EnableWriteXorExecute"] = "0" },
        })!;
        CommandRun full = CommandRun.Await(process);
        Assert.Equal(App.Failed, full.ExitCode);
        Assert.Contains("model.safetensors: cannot be written", full.ErrorLines[^1]);
        Assert.Equal(App.Done, CommandRun.Of([.. args, "--resume"]).ExitCode);
    }

    [Fact]
    public void The_demo_does_not_touch_files_that_are_not_its_own()
    {
        Directory.CreateDirectory(_folder["runs", "demo"]);
        File.WriteAllText(_folder["runs", "demo", "thesis.txt"], "years of work");
        using Process process = CommandRun.Start(_folder.FullPath, "demo");
        CommandRun demo = CommandRun.Await(process);
        Assert.Equal(App.Failed, demo.ExitCode);
        Assert.Contains("runs/demo: holds files that are not an earlier demo's", Assert.Single(demo.ErrorLines));
        Assert.True(File.Exists(_folder["runs", "demo", "thesis.txt"]));
    }

    /// <summary>A run long enough to be stopped, one fold after another.</summary>
    private string[] Long(string run) => [.. cohort.Loso(_folder[run])[..^2], "--epochs", "160", "--workers", "1"];

    /// <summary>Bit 1 of the process's ignored signals is SIGINT's; available on Linux only.</summary>
    private static bool InterruptIsIgnored() => File.Exists("/proc/self/status")
        && File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is var ignored
        && (Convert.ToUInt64(ignored["SigIgn:".Length..].Trim(), 16) & 2) != 0;

    private static void WaitFor(Process process, Func<bool> condition)
    {
        while (!condition())
        {
            Assert.False(process.HasExited, "the process ended too early");
            Thread.Sleep(5);
        }
    }
}
