using AttX.Ground;

namespace AttX.Evaluation;

/// <summary>
/// Area under the receiver operating characteristic over pairs of windows of different people at nearly the same elapsed time, one positive and
/// one not: how often the positive window gets the higher probability; equal ones count half. The time since the recording began cannot raise
/// it above 0.5 but by chance, because both windows of a pair share it.
/// </summary>
/// <param name="Area">The share of pairs in the right order.</param>
/// <param name="Interval">Percentile bootstrap interval over people; null for fewer than two people, or if no resample has a pair.</param>
/// <param name="Pairs">Number of pairs.</param>
/// <param name="People">Number of people with a window in a pair.</param>
public sealed record ClockMatchedAuc(double Area, Interval? Interval, long Pairs, int People)
{
    private const double Confidence = 0.95;

    /// <summary>Computes the area; null if there is no pair.</summary>
    /// <param name="people">Predictions of windows; those of one subject may be several.</param>
    /// <param name="positive">Index of the positive class.</param>
    /// <param name="seed">Determines the resamples.</param>
    /// <param name="resamples">Samples of people, drawn with replacement; those without a pair are left out.</param>
    /// <param name="reachSeconds">A negative window pairs from so long before the positive one until, exclusively, so long after.</param>
    public static ClockMatchedAuc? Of(
        IReadOnlyList<Predictions> people, int positive, ulong seed, int resamples = 2000, double reachSeconds = ClockBaseline.DefaultReachSeconds) =>
        OfRuns([people], positive, seed, resamples, reachSeconds);

    /// <summary>Computes the mean area of several runs that predicted the same windows; null if there is no pair.</summary>
    /// <param name="runs">Predictions of windows, run by run; only those of one run are paired.</param>
    /// <param name="positive">Index of the positive class.</param>
    /// <param name="seed">Determines the resamples.</param>
    /// <param name="resamples">Samples of people, drawn with replacement; those without a pair are left out.</param>
    /// <param name="reachSeconds">A negative window pairs from so long before the positive one until, exclusively, so long after.</param>
    public static ClockMatchedAuc? OfRuns(
        IReadOnlyList<IReadOnlyList<Predictions>> runs, int positive, ulong seed, int resamples = 2000, double reachSeconds = ClockBaseline.DefaultReachSeconds)
    {
        string[] subjects = [.. runs.SelectMany(run => run).Select(p => p.Subject).Distinct()];
        int size = subjects.Length;
        var won = new double[size, size];
        var pairs = new long[size, size];
        foreach (IReadOnlyList<Predictions> run in runs)
            Visit(run, subjects, positive, reachSeconds, (person, other, _, share) =>
            {
                pairs[person, other]++;
                won[person, other] += share;
            });
        long total = pairs.Cast<long>().Sum();
        if (total == 0)
            return null;
        int taking = Enumerable.Range(0, size).Count(a => Enumerable.Range(0, size).Any(b => pairs[a, b] + pairs[b, a] > 0));
        return new ClockMatchedAuc(won.Cast<double>().Sum() / total, Resample(won, pairs, resamples, new Rng(seed)), total / runs.Count, taking);
    }

    /// <summary>Computes the area over elapsed time, by the positive window's; intervals of time without a pair are left out.</summary>
    /// <param name="runs">Predictions of windows, run by run.</param>
    /// <param name="positive">Index of the positive class.</param>
    /// <param name="intervalSeconds">Length of the intervals of time.</param>
    /// <returns>Start of each interval, its area and its pairs in one run.</returns>
    public static IReadOnlyList<(double FromSeconds, double Area, long Pairs)> Course(
        IReadOnlyList<IReadOnlyList<Predictions>> runs, int positive, double intervalSeconds)
    {
        var sums = new SortedDictionary<long, (double Won, long Pairs)>();
        foreach (IReadOnlyList<Predictions> run in runs)
            Visit(run, [.. run.Select(p => p.Subject).Distinct()], positive, ClockBaseline.DefaultReachSeconds, (_, _, time, share) =>
            {
                long interval = (long)Math.Floor(time / intervalSeconds);
                (double won, long pairs) = sums.GetValueOrDefault(interval);
                sums[interval] = (won + share, pairs + 1);
            });
        return [.. sums.Select(s => (s.Key * intervalSeconds, s.Value.Won / s.Value.Pairs, s.Value.Pairs / runs.Count))];
    }

    /// <summary>Visits every pair: the positive window's person and the other's, as indices, the time, and 1, ½ or 0 for the order.</summary>
    private static void Visit(
        IReadOnlyList<Predictions> people, string[] subjects, int positive, double reachSeconds, Action<int, int, double, double> visit)
    {
        (int Person, double Time, float Score, bool Positive)[] windows = [.. people.SelectMany(p => p.Items.Select(w =>
            (Array.IndexOf(subjects, p.Subject), w.StartSeconds, w.Probabilities[positive], w.Label == positive))).OrderBy(w => w.StartSeconds)];
        (int Person, double Time, float Score, bool Positive)[] negatives = [.. windows.Where(w => !w.Positive)];
        int first = 0;
        foreach (var (person, time, score, _) in windows.Where(w => w.Positive))
        {
            while (first < negatives.Length && negatives[first].Time < time - reachSeconds)
                first++;
            for (int i = first; i < negatives.Length && negatives[i].Time < time + reachSeconds; i++)
                if (negatives[i].Person != person)
                    visit(person, negatives[i].Person, time, score > negatives[i].Score ? 1 : score == negatives[i].Score ? 0.5 : 0);
        }
    }

    private static Interval? Resample(double[,] won, long[,] pairs, int resamples, Rng random)
    {
        int size = pairs.GetLength(0);
        var areas = new List<double>();
        for (int r = 0; r < resamples; r++)
        {
            int[] times = new int[size];
            for (int i = 0; i < size; i++)
                times[random.NextInt(size)]++;
            (double right, double total) = (0, 0);
            for (int a = 0; a < size; a++)
                for (int b = 0; b < size; b++)
                {
                    right += times[a] * times[b] * won[a, b];
                    total += (double)times[a] * times[b] * pairs[a, b];
                }

            if (total > 0)
                areas.Add(right / total);
        }

        return areas.Count == 0 ? null : BootstrapInterval.Percentiles([.. areas], Confidence);
    }
}
