using AttX.Ground;

namespace AttX.Cluster;

/// <summary>The two scripts that a sweep submits.</summary>
/// <param name="Run">The sweep's folder, absolute.</param>
/// <param name="Name">The sweep's name.</param>
/// <param name="Attx">The program that the scripts call: its path, or <c>dotnet</c> and the assembly's.</param>
/// <param name="Options">Resources requested of Slurm.</param>
internal sealed record SlurmScripts(string Run, string Name, IReadOnlyList<string> Attx, SlurmOptions Options)
{
    /// <summary>Maximum number of restarts of a failed task.</summary>
    public const int Retries = 2;

    /// <summary>
    /// The job array. TERM reaches every process of a task when Slurm cancels, requeues or pre-empts it; Slurm decides what
    /// follows. USR1, before the time limit, reaches the shell alone: the task is then stopped and requeued.
    /// </summary>
    public string Array(int tasks) => $$"""
        #!/bin/bash
        #SBATCH --array=0-{{tasks - 1}}{{(Options.ArrayLimit is { } limit ? $"%{limit}" : "")}}
        {{Header("%A_%a.log", Options.Workers)}}
        #SBATCH --signal=B:USR1@60

        # One task trains its share of the sweep's folds, each from where an earlier attempt left it.
        set -euo pipefail
        run={{Quote(Run)}}
        task=$SLURM_ARRAY_TASK_ID
        failures=$run/slurm/tasks/$task.failures

        {{Program}} task "$run" --index "$task" &
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
            if [ "$code" = 2 ] || [ "$(wc -l <"$failures")" -gt {{Retries}} ]; then exit "$code"; fi
        fi
        scontrol requeue "${SLURM_ARRAY_JOB_ID}_$task"
        exit "$code"

        """.ReplaceLineEndings("\n");

    /// <summary>The job that waits for all tasks, however they end, and writes the scores if no fold is missing.</summary>
    public string Gather() => $"""
        #!/bin/bash
        {Header("gather-%j.log", processors: 1)}

        set -euo pipefail
        exec {Program} gather {Quote(Run)}

        """.ReplaceLineEndings("\n");

    private string Program => string.Join(' ', Attx.Select(Quote));

    private string Header(string log, int processors)
    {
        // Slurm interprets these characters in a header.
        if (Run.AsSpan().ContainsAny(['"', '\\', '\n', '\r']))
            throw new OptionsException(
                [$"{Run}: a path with quotes, backslashes or line ends cannot stand in a Slurm script. Choose another --out."]);
        (string Option, string? Value)[] asked = [("partition", Options.Partition), ("time", Options.Time), ("mem", Options.Memory)];
        string[] lines =
        [
            $"--job-name=attx-{string.Concat(Name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'))}",
            .. asked.Where(a => a.Value != null).Select(a => $"--{a.Option}={a.Value}"),
            $"--nodes=1 --ntasks=1 --cpus-per-task={processors}",
            "--requeue --open-mode=append",
            $"--output=\"{SlurmFolder.Logs(Run).Replace("%", "%%", StringComparison.Ordinal)}/{log}\"",
        ];
        return string.Join('\n', lines.Select(line => "#SBATCH " + line));
    }

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
