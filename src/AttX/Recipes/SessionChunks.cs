using AttX.Ground;
using AttX.Options;
using AttX.Signals;

namespace AttX.Recipes;

/// <summary>
/// A subject's windows cut into stretches of consecutive ones, each learned from as a session that begins with it: its windows see one window
/// of context, two, and so on, up to the model's. Windows are named by their places (<see cref="WindowContext.At"/>).
/// </summary>
/// <param name="Chunks">The stretches that have a window of a class; none of them holds more windows than the context.</param>
/// <param name="LongestTrack">Windows of the longest run of consecutive ones.</param>
internal sealed record SessionChunks(IReadOnlyList<int[]> Chunks, int LongestTrack)
{
    /// <summary>Cuts the windows.</summary>
    /// <param name="set">The windows, with those of their context.</param>
    /// <param name="options">The context's length, the task, and whether bad windows are left out.</param>
    /// <param name="rng">Draws where the first stretch of each run of windows ends; null: each run stays whole, bad windows included.</param>
    public static SessionChunks Cut(WindowSet set, ExperimentOptions options, Rng? rng)
    {
        WindowContext context = new(set, options.ContextWindows);
        int[][] tracks = [.. Tracks(set, context)];
        bool IsLabelled(int place) => place < set.Count && options.Task.IndexOf(set.Windows[place].Label) >= 0;
        bool IsKept(int place) => context.IsUsable(place) || (IsLabelled(place) && !(rng != null && options.SkipBadWindows));
        List<int[]> chunks = [];
        foreach (int[] track in tracks)
        {
            int first = rng?.NextInt(options.ContextWindows) ?? 0;
            IEnumerable<int[]> pieces = rng == null ? [track] : track.Take(first).Chunk(options.ContextWindows).Concat(track.Skip(first).Chunk(options.ContextWindows));
            chunks.AddRange(pieces.Select(piece => piece.Where(IsKept).ToArray()).Select(piece => piece[..(Array.FindLastIndex(piece, IsLabelled) + 1)])
                .Where(piece => piece.Length > 0));
        }

        return new SessionChunks(chunks, tracks.Length == 0 ? 0 : tracks.Max(track => track.Length));
    }

    /// <summary>Draws for each stretch where its session is taken to begin, and leaves out its windows before that.</summary>
    /// <returns>The stretches, and the second at which the session of each window, by its place, begins.</returns>
    public (SessionChunks Chunks, int[] Starts) WithStarts(WindowSet set, ExperimentOptions options, ulong seed)
    {
        WindowContext context = new(set, options.ContextWindows);
        int[] places = new int[set.Count + (set.Context?.Count ?? 0)];
        double Seconds(int place) => (double)context.At(place).Start / set.Spec.SamplingRateHz;
        SessionStarts starts = new(set, options, seed);
        List<int[]> kept = [];
        foreach (int[] chunk in Chunks)
        {
            int start = starts.Draw(Seconds(chunk.First(place => place < set.Count)));
            foreach (int place in chunk)
                places[place] = start;
            kept.Add([.. chunk.Where(place => starts.HasSettled(start, Seconds(place)))]);
        }

        return (this with { Chunks = kept }, places);
    }

    /// <summary>Returns the runs of windows that follow one another hop by hop, each in order of time.</summary>
    private static IEnumerable<int[]> Tracks(WindowSet set, WindowContext context)
    {
        int hop = set.Spec.HopSamples;
        foreach (int start in Enumerable.Range(0, set.Count + (set.Context?.Count ?? 0)).Select(place => context.At(place).Start).Order())
            if (context.Find(start - hop) < 0)
                yield return [.. Enumerable.Range(0, int.MaxValue).Select(i => context.Find(start + (i * hop))).TakeWhile(place => place >= 0)];
    }
}
