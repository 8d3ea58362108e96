using AttX.Models.Connections;
using AttX.Signals.Features;

namespace AttX.Options;

/// <summary>The options of <see cref="OptionGroup.Learner"/>.</summary>
public static class LearnerGroup
{
    private static readonly OptionDefinitions Learners = new(OptionGroup.Learner);

    /// <summary><c>--learner</c></summary>
    public static ExperimentOption Learner { get; } = Learners.Text("learner", "NAME",
        "A classical learner on features of the windows in place of the network: lda, logistic, naive-bayes, knn, tree, random-forest, adaboost, gradient-boosting, svm, svm-rbf",
        text => text.Length > 0 ? text : throw new FormatException("must name a learner"), name => name, (o, v) => o with { Learner = v }, o => o.Learner);

    /// <summary><c>--learner-options</c></summary>
    public static ExperimentOption Options { get; } = Learners.Text("learner-options", "NAME=VALUE,…",
        "The learner\u2019s own options, such as trees=100,depth=3 (docs/method.md)", Parse, text => text,
        (o, v) => o with { LearnerOptions = v }, o => o.LearnerOptions.Length > 0 ? o.LearnerOptions : null, WithoutLearner);

    /// <summary><c>--select-features</c></summary>
    public static ExperimentOption SelectFeatures { get; } = Learners.Integer("select-features", "N",
        "Choose up to N features by forward selection among the training subjects (0: take all)",
        (o, v) => o with { SelectFeatures = v }, o => o.SelectFeatures, o => WithoutLearner(o) ?? (o.SelectFeatures == 0 ? "all features are taken" : null));

    /// <summary>Splits the learner's options.</summary>
    public static IReadOnlyDictionary<string, string> Split(string text) => text.Length == 0 ? new Dictionary<string, string>()
        : text.Split(',').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>Returns the options that a learner reads, and the defaults of all others.</summary>
    internal static ExperimentOptions WithoutNetwork(ExperimentOptions o) => ExperimentOptions.For(o.Device) with
    {
        Connection = ConnectionGraph.None,
        Stages = [],
        Modalities = o.Modalities,
        Decision = o.Modalities.Count > 1 ? o.Decision : null,
        Features = o.Modalities.Count > 1 && o.Decision != null ? FeatureSet.None : o.Features,
        Task = o.Task,
        SamplingRateHz = o.SamplingRateHz,
        WindowSeconds = o.WindowSeconds,
        Overlap = o.Overlap,
        Normalisation = o.Normalisation,
        Filter = o.Filter,
        MemoryMinutes = o.MemoryMinutes,
        RandomStarts = o.RandomStarts,
        SettleSeconds = o.SettleSeconds,
        Gaps = o.Gaps,
        Learner = o.Learner,
        LearnerOptions = o.LearnerOptions,
        SelectFeatures = o.SelectFeatures,
        Select = o.Select,
        SelectGroups = o.SelectGroups,
        Split = o.Split,
        Subjects = o.Subjects,
        Seed = o.Seed,
    };

    private static string Parse(string text)
    {
        string[][] pairs = [.. text.Split(',', StringSplitOptions.TrimEntries).Select(pair => pair.Split('=', StringSplitOptions.TrimEntries))];
        return pairs.All(pair => pair is [{ Length: > 0 }, { Length: > 0 }]) && pairs.DistinctBy(pair => pair[0]).Count() == pairs.Length
            ? string.Join(',', pairs.OrderBy(pair => pair[0], StringComparer.Ordinal).Select(pair => $"{pair[0]}={pair[1]}"))
            : throw new FormatException($"must be names and values, each name once, such as trees=100,depth=3, got {text}");
    }

    private static string? WithoutLearner(ExperimentOptions o) => o.Learner == null ? "it belongs to --learner" : null;
}
