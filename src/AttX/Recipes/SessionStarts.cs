using AttX.Ground;
using AttX.Options;
using AttX.Signals;

namespace AttX.Recipes;

/// <summary>Moments at which the sessions of training windows are taken to begin, so that where a session begins is nothing to learn.</summary>
public static class SessionStarts
{
    /// <summary>Draws a start for each window of a subject: the recording's, or one of the random ones that lie far enough before it.</summary>
    /// <param name="set">The subject's windows.</param>
    /// <param name="options">How many starts to draw, and how long sessions settle.</param>
    /// <param name="seed">Seed of the draw.</param>
    /// <returns>Seconds from the recording's start; null if all begin there.</returns>
    public static int[]? Draw(WindowSet set, ExperimentOptions options, ulong seed)
    {
        if (options.RandomStarts == 0)
            return null;
        Rng rng = new(Rng.Derive(seed, "starts " + set.Subject));
        int last = set.EndSecond(set.Count - 1);
        int[] starts = [0, .. Enumerable.Range(0, options.RandomStarts).Select(_ => rng.NextInt(Math.Max(1, last))).Order()];
        int[] drawn = new int[set.Count];
        for (int w = 0; w < drawn.Length; w++)
        {
            int valid = starts.TakeWhile(start => start + options.SettleSeconds <= set.StartSeconds(w)).Count();
            drawn[w] = starts[rng.NextInt(Math.Max(1, valid))];
        }

        return drawn;
    }
}
