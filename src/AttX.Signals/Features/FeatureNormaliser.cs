using AttX.Ground;
using AttX.Signals.Preprocessing;

namespace AttX.Signals.Features;

/// <summary>
/// Standardises features as <see cref="Normaliser"/> does signals, where that takes the training subjects: by what the session has heard, the
/// deviation shrunk to theirs; not at all for <see cref="Normalisation.Train"/>, as learners standardise by the training windows themselves; or
/// in both ways. Thread-safe.
/// </summary>
/// <param name="normalisation">The ways in which features enter.</param>
/// <param name="memorySeconds">Seconds after which what was heard fades; infinity: never.</param>
/// <param name="deviations">Those of the training subjects, as <see cref="Fit"/> returns them.</param>
public sealed class FeatureNormaliser(Normalisation normalisation, double memorySeconds, IReadOnlyList<double> deviations)
{
    /// <summary>Returns for each feature the median of the sessions' deviations, 0 where no session has any; empty where none is needed.</summary>
    /// <param name="normalisation">The ways in which features enter.</param>
    /// <param name="sets">The training subjects' windows.</param>
    /// <exception cref="InvalidOperationException">The features of a whole session are missing.</exception>
    public static IReadOnlyList<double> Fit(Normalisation normalisation, IReadOnlyList<WindowSet> sets) =>
        !normalisation.IsRunning() ? [] : [.. SessionOf(sets[0]).Names.Select((_, column) =>
            sets.Select(set => Measure(SessionOf(set), column)).Where(s => s.Count > 0).Select(s => s.StandardDeviation).ToArray() is { Length: > 0 } known ? Median.Of(known) : 0)];

    /// <summary>Returns the names of standardised features: with two ways, each with the way's name.</summary>
    public static IReadOnlyList<string> NamesOf(Normalisation normalisation, IReadOnlyList<string> names) =>
        normalisation == Normalisation.RunningAndTrain ? [.. names.Select(n => n + ".running"), .. names.Select(n => n + ".train")] : names;

    /// <summary>Standardises the features of a subject's windows; returns the windows as they are where features need none.</summary>
    /// <param name="set">The windows, in order of time.</param>
    /// <param name="starts">The second at which each window's session began; null: all at the recording's start.</param>
    /// <exception cref="InvalidOperationException">The windows have no features, or these are standardised already.</exception>
    public WindowSet Apply(WindowSet set, IReadOnlyList<int>? starts = null)
    {
        WindowFeatures features = set.Features ?? throw new InvalidOperationException($"{set.Subject}: the windows have no features.");
        if (!normalisation.IsRunning())
            return set;
        WindowFeatures session = SessionOf(set);
        IReadOnlyList<string> names = NamesOf(normalisation, features.Names);
        double[] values = new double[set.Count * names.Count];
        foreach (IGrouping<int, int> part in Enumerable.Range(0, set.Count).GroupBy(w => starts?[w] ?? 0))
        {
            RunningFeatures running = NewSession(set.Spec);
            int hop = set.Spec.HopSamples, next = (int)(((long)part.Key * set.Spec.SamplingRateHz + hop - 1) / hop);
            foreach (int w in part)
            {
                for (; next < session.Count && next * (long)hop < set.Windows[w].StartSample; next++)
                    running.Hear(session[next]);
                running.Standardise(features[w], values.AsSpan(w * names.Count, names.Count));
            }
        }

        return set with { Features = new WindowFeatures(names, values), SessionFeatures = null };
    }

    /// <summary>Begins a session, whose windows come one after another.</summary>
    /// <param name="spec">How its windows are cut.</param>
    public RunningFeatures NewSession(WindowSpec spec) => new(normalisation, spec, memorySeconds, deviations);

    /// <summary>Measures the known values of a column.</summary>
    internal static ChannelStatistics Measure(WindowFeatures features, int column) => Enumerable.Range(0, features.Count)
        .Select(row => features[row][column]).Where(double.IsFinite)
        .Aggregate(default(ChannelStatistics), (all, x) => Standardizer.Combine(all, new ChannelStatistics(1, x, 0)));

    /// <summary>Standardises one value; 0 where there is no deviation.</summary>
    internal static double Value(double x, double mean, double deviation) => deviation > 0 || double.IsNaN(x) ? (x - mean) / deviation : 0;

    private static WindowFeatures SessionOf(WindowSet set) =>
        set.SessionFeatures ?? throw new InvalidOperationException($"{set.Subject}: the features of the whole session are not known.");
}
