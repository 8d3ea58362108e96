using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace AttX.Ground;

/// <summary>Runs independent bodies on a number of threads.</summary>
public static class Workers
{
    /// <summary>Runs the bodies in order of their index. The first failure stops the others and is the error thrown.</summary>
    public static void ForEach(int count, int workers, Action<int, CancellationToken> body, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var indices = Partitioner.Create(Enumerable.Range(0, count), EnumerablePartitionerOptions.NoBuffering);
        try
        {
            Parallel.ForEach(indices, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = stop.Token }, i =>
            {
                bool done = false;
                try
                {
                    body(i, stop.Token);
                    done = true;
                }
                finally
                {
                    if (!done)
                        stop.Cancel();
                }
            });
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions.FirstOrDefault(inner => inner is not OperationCanceledException) ?? e.InnerExceptions[0]);
        }
    }
}
