using AttX.Ground;
using AttX.Options;
using AttX.Signals;

namespace AttX.Recipes;

/// <summary>Moments at which the sessions of training windows are taken to begin, so that where a session begins is nothing to learn.</summary>
public sealed class SessionStarts
{
    private readonly Rng _rng;
    private readonly int[] _starts;
    private readonly double _settleSeconds;

    /// <summary>Draws the moments of a subject: the recording's start and the options' number of random ones.</summary>
    internal SessionStarts(WindowSet set, ExperimentOptions options, ulong seed)
    {
        (_rng, _settleSeconds) = (new(Rng.Derive(seed, "starts " + set.Subject)), options.SettleSeconds);
        int last = set.EndSecond(set.Count - 1);
        _starts = [0, .. Enumerable.Range(0, options.RandomStarts).Select(_ => _rng.NextInt(Math.Max(1, last))).Order()];
    }

    /// <summary>Draws a start for each window of a subject: the recording's, or one of the random ones that lie far enough before it.</summary>
    /// <param name="set">The subject's windows.</param>
    /// <param name="options">How many starts to draw, and how long sessions settle.</param>
    /// <param name="seed">Seed of the draw.</param>
    /// <returns>Seconds from the recording's start; null if all begin there.</returns>
    public static int[]? Draw(WindowSet set, ExperimentOptions options, ulong seed)
    {
        if (options.RandomStarts == 0)
            return null;
        SessionStarts starts = new(set, options, seed);
        return [.. Enumerable.Range(0, set.Count).Select(w => starts.Draw(set.StartSeconds(w)))];
    }

    /// <summary>Draws one of the moments that lie far enough before a window; the recording's start always does.</summary>
    /// <param name="seconds">The window's start.</param>
    internal int Draw(double seconds)
    {
        int valid = _starts.TakeWhile(start => HasSettled(start, seconds)).Count();
        return _starts[_rng.NextInt(Math.Max(1, valid))];
    }

    /// <summary>Returns whether a session that begins at a moment has settled when a window begins.</summary>
    internal bool HasSettled(int start, double seconds) => start + _settleSeconds <= seconds;
}
