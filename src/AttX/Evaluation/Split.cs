using System.Globalization;
using AttX.Ground;

namespace AttX.Evaluation;

/// <summary>How subjects are divided into those trained on and those tested on.</summary>
public enum SplitKind
{
    /// <summary>Every subject is left out once.</summary>
    LeaveOneSubjectOut,

    /// <summary>The subjects are dealt into groups, each of which is left out once.</summary>
    GroupKFold,

    /// <summary>Every dataset is left out once.</summary>
    LeaveOneDatasetOut,

    /// <summary>Some datasets are trained on, others tested on; the same dataset on both sides: leave-one-subject-out inside it.</summary>
    Across,
}

/// <summary>
/// The value of <c>--split</c>: <c>loso</c>, <c>group-k-fold:5</c>, <c>leave-one-dataset-out</c>, or the datasets to train on and
/// those to test on, <c>wesad>sp</c>, <c>a+b>c</c>. Compares by value.
/// </summary>
public sealed record Split
{
    private const string Loso = "loso", Grouped = "group-k-fold:", Datasets = "leave-one-dataset-out";

    private Split(SplitKind kind, int groups = 0, string trainedOn = "", string testedOn = "") =>
        (Kind, Groups, TrainedOn, TestedOn) = (kind, groups, trainedOn, testedOn);

    /// <summary>Every subject is left out once: the paper's split.</summary>
    public static Split LeaveOneSubjectOut { get; } = new(SplitKind.LeaveOneSubjectOut);

    /// <summary>Every dataset is left out once.</summary>
    public static Split LeaveOneDatasetOut { get; } = new(SplitKind.LeaveOneDatasetOut);

    /// <summary>The forms, for a help text.</summary>
    public static string Forms => "loso|group-k-fold:K|leave-one-dataset-out|TRAIN>TEST";

    /// <summary>The kind.</summary>
    public SplitKind Kind { get; }

    /// <summary>Number of groups of <see cref="SplitKind.GroupKFold"/>; else 0.</summary>
    public int Groups { get; }

    /// <summary>With <see cref="SplitKind.Across"/>: the datasets trained on, separated by +.</summary>
    public string TrainedOn { get; }

    /// <summary>With <see cref="SplitKind.Across"/>: the datasets tested on, separated by +.</summary>
    public string TestedOn { get; }

    /// <summary>Creates the split that trains on some datasets and tests on others.</summary>
    public static Split Across(IEnumerable<string> trainedOn, IEnumerable<string> testedOn) =>
        new(SplitKind.Across, 0, string.Join('+', trainedOn), string.Join('+', testedOn));

    /// <summary>Parses a split.</summary>
    /// <exception cref="FormatException">The text spells none; the message lists the valid forms.</exception>
    public static Split Parse(string text)
    {
        if (text == Loso)
            return LeaveOneSubjectOut;
        if (text == Datasets)
            return LeaveOneDatasetOut;
        if (text.StartsWith(Grouped, StringComparison.Ordinal))
            return int.TryParse(text[Grouped.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int groups) && groups >= 2
                ? new Split(SplitKind.GroupKFold, groups)
                : throw new FormatException($"must have at least 2 groups, as in group-k-fold:5, got {text}");
        if (text.Split('>') is not [{ Length: > 0 } train, { Length: > 0 } test])
            throw new FormatException($"must be loso, group-k-fold:K, leave-one-dataset-out, or datasets such as wesad>sp, got {text}");
        (string[] trained, string[] tested) = (train.Split('+'), test.Split('+'));
        if (trained.Concat(tested).Any(name => name.Length == 0) || trained.Distinct().Count() < trained.Length || tested.Distinct().Count() < tested.Length)
            throw new FormatException($"must name each dataset once on a side, got {text}");
        return train == test || !trained.Intersect(tested).Any() ? Across(trained, tested)
            : throw new FormatException($"{text}: trains and tests on {string.Join(" and ", trained.Intersect(tested))}; name other datasets on each side, or the same on both");
    }

    /// <summary>Its name in a sentence: "leave-one-subject-out", "trained on wesad, tested on sp".</summary>
    public string Title => Kind switch
    {
        SplitKind.GroupKFold => string.Create(CultureInfo.InvariantCulture, $"{Groups} groups of subjects, each left out once"),
        SplitKind.Across when TrainedOn == TestedOn => $"leave-one-subject-out inside {TrainedOn}",
        SplitKind.Across => $"trained on {TrainedOn}, tested on {TestedOn}",
        SplitKind.LeaveOneDatasetOut => Datasets,
        _ => "leave-one-subject-out",
    };

    /// <summary>Returns the folds.</summary>
    /// <param name="subjects">The subjects, in order.</param>
    /// <param name="datasets">The subjects of each dataset; empty if there is but one.</param>
    /// <param name="seed">Decides who is in which group, by the subjects' names.</param>
    /// <exception cref="OptionsException">The subjects or datasets do not allow the split.</exception>
    /// <exception cref="InvalidDataException">Fewer than two subjects.</exception>
    public IReadOnlyList<Fold> Folds(IReadOnlyList<string> subjects, IReadOnlyDictionary<string, IReadOnlyList<string>> datasets, ulong seed) => Kind switch
    {
        SplitKind.GroupKFold => GroupFolds(subjects, seed),
        SplitKind.LeaveOneDatasetOut => DatasetFolds(subjects, datasets),
        SplitKind.Across => AcrossFolds(subjects, datasets),
        _ => Evaluation.LeaveOneSubjectOut.Folds(subjects),
    };

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        SplitKind.GroupKFold => string.Create(CultureInfo.InvariantCulture, $"{Grouped}{Groups}"),
        SplitKind.LeaveOneDatasetOut => Datasets,
        SplitKind.Across => $"{TrainedOn}>{TestedOn}",
        _ => Loso,
    };

    private IReadOnlyList<Fold> GroupFolds(IReadOnlyList<string> subjects, ulong seed)
    {
        if (Groups > subjects.Count)
            throw new OptionsException([$"--split {this}: there are {subjects.Count} subjects, and each group needs one. Choose K from 2 to {subjects.Count}."]);
        return [.. PeopleGroups.Deal(subjects, Groups, s => Rng.Derive(seed, "group " + s)).Select((group, g) => Without(
            string.Create(CultureInfo.InvariantCulture, $"fold-{g + 1}"), subjects, [.. subjects.Where(group.Contains)]))];
    }

    private IReadOnlyList<Fold> DatasetFolds(IReadOnlyList<string> subjects, IReadOnlyDictionary<string, IReadOnlyList<string>> datasets) =>
        datasets.Count >= 2 ? [.. datasets.Select(left => Without("without-" + left.Key, subjects, left.Value))]
            : throw new OptionsException([$"--split {this} needs at least 2 datasets with subjects: give several DATA."]);

    private IReadOnlyList<Fold> AcrossFolds(IReadOnlyList<string> subjects, IReadOnlyDictionary<string, IReadOnlyList<string>> datasets)
    {
        (string[] trained, string[] tested) = (TrainedOn.Split('+'), TestedOn.Split('+'));
        string[] unknown = [.. trained.Union(tested).Except(datasets.Keys)];
        if (unknown.Length > 0)
            throw new OptionsException([datasets.Count == 0
                ? $"--split {this} names datasets, and there is but one: give several DATA, or the other with --test."
                : $"--split {this}: there is no dataset {string.Join(" and no ", unknown)} with subjects; there are {string.Join(", ", datasets.Keys)}."]);
        HashSet<string> train = [.. trained.SelectMany(name => datasets[name])], test = [.. tested.SelectMany(name => datasets[name])];
        string[] inTraining = [.. subjects.Where(train.Contains)];
        return TrainedOn == TestedOn
            ? [.. Evaluation.LeaveOneSubjectOut.Folds(inTraining).Select(f => trained.Length > 1 ? f : f with { SeedName = f.Name[(TrainedOn.Length + 1)..] })]
            : [new Fold("trained-on-" + TrainedOn, [.. subjects.Where(test.Contains)], inTraining)];
    }

    private static Fold Without(string name, IReadOnlyList<string> subjects, IReadOnlyList<string> test) =>
        new(name, test, [.. subjects.Except(test)]);
}
