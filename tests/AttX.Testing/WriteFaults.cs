using AttX.Ground;

namespace AttX.Testing;

/// <summary>
/// A disk that fails once at everything that is done with every file, step by step: what is tried again comes one step further than before.
/// </summary>
/// <param name="unreported">Names of files whose loss costs nothing: their failures go unreported.</param>
public sealed class WriteFaults(params string[] unreported)
{
    private readonly HashSet<string> _failed = [];

    /// <summary>Number of failures so far.</summary>
    public int Count => _failed.Count;

    /// <summary>The names of the files that failed to be written.</summary>
    public IEnumerable<string> Files => _failed.Select(step => Path.GetFileName(step.Split('|')[0])).Distinct();

    /// <summary>Tries again and again until nothing fails any more.</summary>
    /// <param name="attempt">Writes files by <see cref="AtomicFile"/>.</param>
    /// <param name="afterFailure">Receives each failure, which the attempt has thrown.</param>
    public void Run(Action attempt, Action<IOException> afterFailure)
    {
        while (Fails(attempt) is { } failure)
            afterFailure(failure);
    }

    private IOException? Fails(Action attempt)
    {
        var times = new Dictionary<string, int>();
        bool failed = false;
        AtomicFile.Before.Value = (path, step) =>
        {
            lock (_failed)
            {
                string what = $"{path}|{step}";
                times[what] = times.GetValueOrDefault(what) + 1;
                if (failed || !_failed.Add($"{what} {times[what]}"))
                    return;
                failed = !unreported.Contains(Path.GetFileName(path));
                throw new IOException($"No space left on device : '{path}'");
            }
        };
        try
        {
            attempt();
            return failed ? throw new InvalidOperationException($"The failure at {_failed.Last()} was not reported.") : null;
        }
        catch (IOException e) when (failed)
        {
            return e;
        }
        finally
        {
            AtomicFile.Before.Value = null;
        }
    }
}
