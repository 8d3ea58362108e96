using AttX.Testing;

namespace AttX.Cli.Tests.OptionGroups;

/// <summary>Tests that need no Slurm: the scripts as text, and wrong usage.</summary>
public sealed class EngineTests(CohortFixture cohort) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_dry_run_prints_both_scripts_and_leaves_nothing()
    {
        CommandRun run = CommandRun.With("PATH", _folder.FullPath,
            [.. Sweep("Ann's 90 % run"), "--partition", "cpu", "--time", "04:00:00", "--mem", "2G", "--array-limit", "50",
                "--workers", "2", "--dry-run"]);
        Assert.Equal((App.Done, ""), (run.ExitCode, run.Error));
        string attx = Path.Combine(AppContext.BaseDirectory, "attx");
        string quoted = _folder["Ann'\\''s 90 % run"], logs = _folder["Ann's 90 %% run", "slurm", "logs"];
        Assert.Equal($$"""
            # {{_folder["Ann's 90 % run", "slurm", "array.sh"]}}
            #!/bin/bash
            #SBATCH --array=0-2%50
            #SBATCH --job-name=attx-my-sweep
            #SBATCH --partition=cpu
            #SBATCH --time=04:00:00
            #SBATCH --mem=2G
            #SBATCH --nodes=1 --ntasks=1 --cpus-per-task=2
            #SBATCH --requeue --open-mode=append
            #SBATCH --output="{{logs}}/%A_%a.log"
            #SBATCH --signal=B:USR1@60

            # One task trains its share of the sweep's folds, each from where an earlier attempt left it.
            set -euo pipefail
            run='{{quoted}}'
            task=$SLURM_ARRAY_TASK_ID
            failures=$run/slurm/tasks/$task.failures

            '{{attx}}' task "$run" --index "$task" &
            attx=$!
            stopped_by=
            trap 'stopped_by=slurm' TERM
            trap 'stopped_by=limit; kill -TERM "$attx" 2>/dev/null || true' USR1
            while kill -0 "$attx" 2>/dev/null; do wait "$attx" || true; done
            code=0
            wait "$attx" || code=$?
            if [ "$code" = 0 ] || [ "$stopped_by" = slurm ]; then exit "$code"; fi

            # 130: stopped in good order; anything else is a failure. 2: the command itself is wrong, and would be so again.
            if [ "$code" != 130 ] || [ "$stopped_by" != limit ]; then
                echo "$(date -Is) $(hostname) attempt $((${SLURM_RESTART_COUNT:-0} + 1)): exit code $code" >>"$failures"
                if [ "$code" = 2 ] || [ "$(wc -l <"$failures")" -gt 2 ]; then exit "$code"; fi
            fi
            scontrol requeue "${SLURM_ARRAY_JOB_ID}_$task"
            exit "$code"

            # {{_folder["Ann's 90 % run", "slurm", "gather.sh"]}}, submitted with --dependency=afterany and the array's number
            #!/bin/bash
            #SBATCH --job-name=attx-my-sweep
            #SBATCH --partition=cpu
            #SBATCH --time=04:00:00
            #SBATCH --mem=2G
            #SBATCH --nodes=1 --ntasks=1 --cpus-per-task=1
            #SBATCH --requeue --open-mode=append
            #SBATCH --output="{{logs}}/gather-%j.log"

            set -euo pipefail
            exec '{{attx}}' gather '{{quoted}}'

            """.ReplaceLineEndings("\n"), run.Output);
        Assert.False(Directory.Exists(_folder["Ann's 90 % run"]));
    }

    [Fact]
    public void Absent_Slurm_is_one_line_and_leaves_nothing()
    {
        CommandRun run = CommandRun.With("PATH", _folder.FullPath, Sweep("run"));
        Assert.Equal((App.Failed, ""), (run.ExitCode, run.Output));
        Assert.Contains("was not found: --engine slurm needs Slurm's commands in the PATH", Assert.Single(run.ErrorLines));
        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Theory]
    [InlineData("--partition would be ignored with --engine local", "--engine", "local", "--partition", "cpu")]
    [InlineData("--dry-run would be ignored with --engine local", "--engine", "local", "--dry-run")]
    [InlineData("--folds-per-task 3: fewer than --workers 4", "--workers", "4", "--folds-per-task", "3")]
    [InlineData("--workers must be at least 1, got 0.", "--workers", "0")]
    [InlineData("--json would be ignored with --engine slurm", "--json")]
    [InlineData("--no-cache would be ignored with --engine slurm", "--no-cache")]
    [InlineData("--engine must be local or slurm, got pbs.", "--engine", "pbs")]
    [InlineData("--partition must be", "--partition", "a b")]
    [InlineData("--time must be", "--time", "soon")]
    [InlineData("--mem must be", "--mem", "2 GB")]
    [InlineData("--array-limit must be at least 1, got 0.", "--array-limit", "0")]
    [InlineData("--folds-per-task must be at least 1, got 0.", "--folds-per-task", "0")]
    public void Wrong_usage_is_one_line_and_exit_2(string message, params string[] options)
    {
        string[] sweep = options[0] == "--engine" ? Sweep("run")[..^2] : Sweep("run");
        CommandRun run = CommandRun.Of([.. sweep, .. options]);
        Assert.Equal((App.WrongUsage, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, Assert.Single(run.ErrorLines));
    }

    [Fact]
    public void A_task_that_was_not_submitted_is_named()
    {
        CommandRun run = CommandRun.Of("task", _folder["run"], "--index", "0");
        Assert.Equal(App.WrongUsage, run.ExitCode);
        Assert.Contains("no sweep was submitted from here", Assert.Single(run.ErrorLines));
    }

    private string[] Sweep(string run)
    {
        File.WriteAllText(_folder["sweep.json"], """
            {"name": "my sweep", "base": {"device": "wrist", "rate": 32, "window": 4, "widths": [8, 8, 8]}, "axes": {"epochs": [1, 2]} }
            """);
        return ["sweep", _folder["sweep.json"], "--data", cohort.Path, "--out", _folder[run], "--engine", "slurm"];
    }
}
