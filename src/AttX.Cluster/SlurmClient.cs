using System.ComponentModel;
using System.Diagnostics;

namespace AttX.Cluster;

/// <summary>Calls Slurm's commands. Their error output becomes one line.</summary>
internal static class SlurmClient
{
    /// <summary>Slurm's default, used where no cluster can be queried.</summary>
    public const int DefaultMaxArraySize = 1001;

    /// <summary>Submits a script.</summary>
    /// <returns>The job's number.</returns>
    /// <exception cref="IOException">Slurm is absent or refuses.</exception>
    public static string Submit(string script, params string[] options) => Call("sbatch", ["--parsable", .. options, script]).Split(';')[0].Trim();

    /// <summary>Asks whether a script would be accepted.</summary>
    /// <exception cref="IOException">Slurm is absent or would refuse.</exception>
    public static void Check(string script) => Call("sbatch", ["--test-only"], script);

    /// <summary>Queries the maximum number of tasks in an array.</summary>
    public static int MaxArraySize() => ReadMaxArraySize(Call("scontrol", ["show", "config"]));

    /// <summary>Reads the same from Slurm's configuration, "MaxArraySize = 1001" in a line of its own.</summary>
    internal static int ReadMaxArraySize(string configuration) => configuration.Split('\n').Select(line => line.Split('=', StringSplitOptions.TrimEntries))
        .Where(pair => pair is ["MaxArraySize", _])
        .Select(pair => int.TryParse(pair[1], out int size) && size > 0 ? size : DefaultMaxArraySize).FirstOrDefault(DefaultMaxArraySize);

    /// <summary>Queries the same where Slurm may be absent.</summary>
    public static int MaxArraySizeOrDefault()
    {
        try
        {
            return MaxArraySize();
        }
        catch (IOException)
        {
            return DefaultMaxArraySize;
        }
    }

    /// <summary>Returns a job's queued or running tasks with Slurm's name of their state; empty for a job that has ended.</summary>
    public static IReadOnlyDictionary<string, string> Queue(string job)
    {
        try
        {
            return ReadQueue(Call("squeue", ["--noheader", "--array", "--format=%K %T", "--jobs=" + job]));
        }
        catch (IOException e) when (e.Message.Contains("Invalid job id", StringComparison.Ordinal))
        {
            return new Dictionary<string, string>(); // Slurm has forgotten it already.
        }
    }

    /// <summary>Reads the queue, "3 RUNNING" in a line for each task; of a task that it lists twice, the last line counts.</summary>
    internal static IReadOnlyDictionary<string, string> ReadQueue(string lines)
    {
        var states = new Dictionary<string, string>();
        foreach (string line in lines.Split('\n'))
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [var task, var state, ..])
                states[task] = state;
        return states;
    }

    /// <summary>Cancels a job.</summary>
    public static void Cancel(string job) => Call("scancel", [job]);

    private static string Call(string command, string[] args, string input = "")
    {
        using Process process = Start(command, args);
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new IOException($"Slurm: {OneLine(command, error.Result)}");
    }

    private static Process Start(string command, string[] args)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(command, args)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }
        catch (Win32Exception e)
        {
            throw new IOException($"{command} was not found: --engine slurm needs Slurm's commands in the PATH, as on a cluster's login node.", e);
        }
    }

    private static string OneLine(string command, string error) => string.Join("; ", error.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Replace($"{command}: ", "", StringComparison.Ordinal).Replace("error: ", "", StringComparison.Ordinal).Trim()));
}
