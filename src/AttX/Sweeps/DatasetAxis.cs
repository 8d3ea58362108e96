using AttX.Evaluation;
using AttX.Ground;
using AttX.Options;

namespace AttX.Sweeps;

/// <summary>Datasets as an axis of a sweep.</summary>
public static class DatasetAxis
{
    /// <summary>Returns each row once per dataset, or once per pair of a dataset to train on and one to test on.</summary>
    /// <param name="rows">The rows; a label may be empty.</param>
    /// <param name="datasets">The names of the datasets.</param>
    /// <param name="across">Whether to test on other datasets, too; else each row is tested leave-one-subject-out inside each dataset.</param>
    /// <exception cref="OptionsException">There is but one dataset to test across.</exception>
    public static IReadOnlyList<RowSettings> Multiply(IReadOnlyList<RowSettings> rows, IReadOnlyList<string> datasets, bool across)
    {
        if (across && datasets.Count < 2)
            throw new OptionsException(["--across needs several datasets to train and test on: give several DATA."]);
        return datasets.Count < 2 ? rows :
            [.. from row in rows
                from train in datasets
                from test in datasets
                where across || train == test
                select new RowSettings(
                    row.Label.Length == 0 ? LabelOf(train, test) : $"{row.Label}, {LabelOf(train, test)}",
                    [.. row.Settings, (EvaluationGroup.Split.Name, Split.Across([train], [test]).ToString())])];
    }

    /// <summary>Returns a row's label without the datasets.</summary>
    public static string Without(string label, Split split)
    {
        string end = LabelOf(split.TrainedOn, split.TestedOn);
        return split.Kind != SplitKind.Across || !label.EndsWith(end, StringComparison.Ordinal) ? label : label[..^end.Length].TrimEnd(' ', ',');
    }

    private static string LabelOf(string train, string test) => $"{train}→{test}";
}
