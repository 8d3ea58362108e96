using System.Diagnostics;
using AttX.Ground;

namespace AttX.Fuzz;

/// <summary>Why an input is a failure of the program.</summary>
/// <param name="Reason">The reason, on one line.</param>
/// <param name="Where">The place in the program, or the limit: failures of one place are one failure.</param>
/// <param name="Details">The exception with its stack; null where a limit was exceeded.</param>
internal sealed record Failure(string Reason, string Where, string? Details = null);

/// <summary>
/// Decides whether a reader did what it may: succeed, or end in an error that the command prints as one line, in 2 s of processor time and 500 MB of
/// allocations (all of them, which bounds what is held at once).
/// </summary>
internal static class Judge
{
    private const long MaximumBytes = 500_000_000;

    private static readonly TimeSpan MaximumTime = TimeSpan.FromSeconds(2);

    /// <summary>Reads an input; null if nothing is wrong.</summary>
    /// <param name="target">The reader.</param>
    /// <param name="path">The input.</param>
    /// <param name="refusal">The documented error that reading ended in; null for one that was read.</param>
    public static Failure? Of(Target target, string path, out Exception? refusal) =>
        // What the first call compiles and caches is not the reader's: only what exceeds a limit twice exceeds it.
        Try(target, path, out refusal) is { } failure && (failure.Details != null || (failure = Try(target, path, out refusal)) != null) ? failure : null;

    private static Failure? Try(Target target, string path, out Exception? refusal)
    {
        refusal = null;
        long bytes = GC.GetTotalAllocatedBytes();
        TimeSpan time = Environment.CpuUsage.TotalTime;
        try
        {
            target.Read(path);
        }
        catch (Exception e)
        {
            if (Problem(e) is { } problem)
                return new Failure(problem, $"{e.GetType().Name} {Place(e)}", e.ToString());
            refusal = e;
        }

        (bytes, time) = (GC.GetTotalAllocatedBytes() - bytes, Environment.CpuUsage.TotalTime - time);
        return bytes > MaximumBytes ? new Failure($"allocates {bytes / 1_000_000} MB, more than {MaximumBytes / 1_000_000}", "memory")
            : time > MaximumTime ? new Failure($"takes {time.TotalSeconds:0.0} s, more than {MaximumTime.TotalSeconds:0}", "time") : null;
    }

    /// <summary>Says what is wrong with an error; null if it is one of those that the command expects, and prints as one line.</summary>
    private static string? Problem(Exception e) => e switch
    {
        OptionsException or InvalidDataException or IOException or UnauthorizedAccessException => null,
        _ => $"{e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}",
    };

    private static string Place(Exception e) => new StackTrace(e).GetFrames().Select(f => f.GetMethod())
        .FirstOrDefault(m => m?.DeclaringType?.Assembly.GetName().Name is { } assembly && assembly.StartsWith("attx", StringComparison.OrdinalIgnoreCase)) is { } method
        ? $"{method.DeclaringType!.Name}.{method.Name}" : "";
}
