namespace AttX.Evaluation;

/// <summary>One metric over subjects and seeds.</summary>
/// <param name="Mean">Mean over subjects and seeds.</param>
/// <param name="SubjectDeviation">Sample standard deviation over subjects of each subject's mean over seeds; 0 with one subject.</param>
/// <param name="SeedDeviation">Sample standard deviation over seeds of each seed's mean over subjects; null with one seed.</param>
/// <param name="Interval">Interval of the mean over subjects, for other subjects and these seeds; see <see cref="MeanInterval"/>.</param>
/// <param name="PerSubject">Each subject's mean over seeds, in the subjects' order.</param>
/// <param name="PerSeed">For each seed, every subject's score, in the same order.</param>
public sealed record MetricSummary(
    double Mean, double SubjectDeviation, double? SeedDeviation, Interval Interval, IReadOnlyList<double> PerSubject, IReadOnlyList<IReadOnlyList<double>> PerSeed)
{
    /// <summary>What scores vary by; null with one seed or one subject.</summary>
    public VarianceComponents? Components => VarianceComponents.Of(PerSeed);
}

/// <summary>Scores of the same subjects from runs that differ only in their seed.</summary>
public sealed class SeededScores
{
    /// <summary>Confidence of the intervals.</summary>
    public const double Confidence = 0.95;

    /// <summary>
    /// The metric by which rows are ranked and compared: the paper and nearly all that is printed for its data report accuracy, and one metric chosen in advance
    /// leaves no choice to the results.
    /// </summary>
    public const Metric Primary = Metric.Accuracy;

    /// <summary>The fewest seeds with which a best row is named: with fewer, seeds of one row differ by as much as rows do.</summary>
    public const int SeedsForBest = 5;

    /// <summary>Samples drawn for an interval of a difference.</summary>
    public const int Resamples = 10_000;

    private readonly Dictionary<Metric, MetricSummary> _summaries;

    private SeededScores(IReadOnlyList<string> subjects, int seeds, Dictionary<Metric, MetricSummary> summaries) =>
        (Subjects, Seeds, _summaries) = (subjects, seeds, summaries);

    /// <summary>The subjects, in the order of <see cref="MetricSummary.PerSubject"/>.</summary>
    public IReadOnlyList<string> Subjects { get; }

    /// <summary>Number of seeds.</summary>
    public int Seeds { get; }

    /// <summary>Returns the summary of one metric.</summary>
    public MetricSummary this[Metric metric] => _summaries[metric];

    /// <summary>Summarises runs, one per seed, each with one score per subject.</summary>
    /// <param name="runs">At least one run of at least one subject, the subjects the same and in the same order in all.</param>
    /// <exception cref="InvalidDataException">Nothing to summarise, or runs of different subjects.</exception>
    public static SeededScores Of(IReadOnlyList<IReadOnlyList<SubjectScores>> runs)
    {
        if (runs.Count == 0 || runs[0].Count == 0)
            throw new InvalidDataException("No scores to summarise.");
        string[] subjects = [.. runs[0].Select(s => s.Subject)];
        for (int i = 1; i < runs.Count; i++)
            if (!runs[i].Select(s => s.Subject).SequenceEqual(subjects))
                throw new InvalidDataException($"Run {i + 1} scores {string.Join(' ', runs[i].Select(s => s.Subject))}, "
                    + $"run 1 {string.Join(' ', subjects)}: summarise the same subjects, in one order.");
        return new SeededScores(subjects, runs.Count, Enum.GetValues<Metric>().ToDictionary(m => m, m => Summarise(runs, m)));
    }

    private static MetricSummary Summarise(IReadOnlyList<IReadOnlyList<SubjectScores>> runs, Metric metric)
    {
        double[] perSubject = [.. runs[0].Select((_, i) => Moments.Mean([.. runs.Select(run => run[i].Scores[metric])]))];
        double[] perSeed = [.. runs.Select(run => Moments.Mean([.. run.Select(s => s.Scores[metric])]))];
        return new MetricSummary(
            Moments.Mean(perSubject),
            Moments.StandardDeviation(perSubject),
            runs.Count > 1 ? Moments.StandardDeviation(perSeed) : null,
            MeanInterval.Of(perSubject, Confidence),
            perSubject,
            [.. runs.Select(run => run.Select(s => s.Scores[metric]).ToArray())]);
    }
}
