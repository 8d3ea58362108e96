namespace AttX.Streaming.Sources;

/// <summary>Passes the first warnings of a kind on, then one in <see cref="Interval"/> that says how many there were.</summary>
/// <param name="kind">What there were, in the plural.</param>
/// <param name="warn">Receives what is passed on.</param>
/// <param name="clock">What the interval is measured by.</param>
public sealed class WarningLimit(string kind, Action<string> warn, TimeProvider? clock = null)
{
    /// <summary>Warnings that are passed on one by one.</summary>
    public const int Named = 5;

    /// <summary>The time between later ones.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private long _last;

    /// <summary>How many there were.</summary>
    public long Count { get; private set; }

    /// <summary>One more.</summary>
    public void Add(string message)
    {
        Count++;
        if (Count > Named && _clock.GetElapsedTime(_last) < Interval)
            return;
        _last = _clock.GetTimestamp();
        warn(Count <= Named ? message : $"{Count} {kind} so far; the last: {message}");
    }
}
