namespace AttX.Streaming.Sources;

/// <summary>Passes on the first warnings of a kind, then one per <see cref="Interval"/> with their number.</summary>
/// <param name="kind">What is counted, in the plural.</param>
/// <param name="warn">Receives the warnings.</param>
/// <param name="clock">Measures the interval.</param>
public sealed class WarningLimit(string kind, Action<string> warn, TimeProvider? clock = null)
{
    /// <summary>Number of warnings passed on individually.</summary>
    public const int Named = 5;

    /// <summary>Time between later warnings.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private long _last;

    /// <summary>Number of occurrences so far.</summary>
    public long Count { get; private set; }

    /// <summary>Counts one more occurrence.</summary>
    public void Add(string message)
    {
        Count++;
        if (Count > Named && _clock.GetElapsedTime(_last) < Interval)
            return;
        _last = _clock.GetTimestamp();
        warn(Count <= Named ? message : $"{Count} {kind} so far; the last: {message}");
    }
}
