using System.Globalization;
using AttX.Evaluation;
using AttX.Options;
using AttX.Reports.Reading;
using AttX.Reports.Tables;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;

namespace AttX.Reports.Page;

/// <summary>Differences between what was run and the paper's experiments.</summary>
internal static class PaperSetting
{
    private const int Subjects = 15;

    private static readonly ExperimentOptions Paper = ExperimentOptions.For(Device.Chest);

    /// <summary>States that the signals differ, before any other difference. Null where all are the paper's.</summary>
    public static string? Warning(ReportData data) =>
        data.Rows.Select(row => row.Options).FirstOrDefault(o => o.Device != Paper.Device || o.Modalities.Except(Paper.Modalities).Any()) is not { } other
            ? null
            : $"This is {ModalityNames.Of(other.Modalities)} from the {other.Device.Info().Name} of {data.Subjects.Count} subjects, "
                + $"not the paper\u2019s {Paper.Device.Info().Name} {ModalityNames.Of(Paper.Modalities)} of {Subjects}: "
                + "differences from the published figures are differences between experiments, not a reproduction that failed or succeeded.";

    /// <summary>Lists other differences from the paper, in a few words each; empty where there are none.</summary>
    public static IReadOnlyList<string> Differences(ReportData data) =>
    [
        .. data.Subjects.Count == Subjects ? [] : new[] { $"{data.Subjects.Count} subjects (the paper: {Subjects})" },
        .. Difference(data, o => o.Split.Title, Paper.Split.Title, "tested by"),
        .. Difference(data, o => o.Epochs, Paper.Epochs, "training epochs"),
        .. Difference(data, o => o.BatchSize, Paper.BatchSize, "batch size"),
        .. Difference(data, o => o.LearningRate, Paper.LearningRate, "learning rate"),
        .. Difference(data, o => o.SensorDropout, Paper.SensorDropout, "sensor dropout"),
        .. Difference(data, o => o.WeightDecay, Paper.WeightDecay, "weight decay"),
        .. Difference(data, o => o.LabelSmoothing, Paper.LabelSmoothing, "label smoothing"),
        .. Difference(data, o => o.Schedule.ToString().ToLowerInvariant(), Paper.Schedule.ToString().ToLowerInvariant(), "learning rate schedule"),
        .. Difference(data, o => o.WeightAveraging, Paper.WeightAveraging, "weight averaging"),
        .. Difference(data, o => o.Augmentations.Count == 0 ? "none" : string.Join(" and ", o.Augmentations.Select(TrainingGroup.Augmentations.NameOf)), "none", "augmentation"),
        .. Difference(data, o => o.BalanceClasses ? "yes" : "no", "no", "balanced classes"),
        .. Difference(data, o => o.Ensemble, Paper.Ensemble, "networks averaged"),
        .. Difference(data, o => o.Init == null ? "random" : "a pretrained encoder", "random", "initial weights"),
        .. Difference(data, o => o.Select?.ToString() ?? "none", "none", "options chosen inside the training subjects"),
        .. Difference(data, o => o.Task.Name, Paper.Task.Name, "task"),
        .. Difference(data, o => o.WindowSeconds, Paper.WindowSeconds, "window length in s"),
        .. Difference(data, o => o.Overlap, Paper.Overlap, "overlap"),
        .. Difference(data, o => o.Normalisation.ToString().ToLowerInvariant(), nameof(Normalisation.Subject).ToLowerInvariant(), "normalisation"),
        .. Difference(data, o => o.Filter == FilterKind.Causal ? "causal" : "zero-phase", "zero-phase", "filter"),
        .. Difference(data, o => o.EdaAsLogarithm ? "its logarithm" : "in \u00b5S", "in \u00b5S", "EDA"),
        .. Difference(data, o => o.RandomStarts, Paper.RandomStarts, "random starts"),
        .. Difference(data, o => o.Features.ToString().ToLowerInvariant(), "none", "hand-made features"),
        .. Difference(data, o => o.ContextSeconds, Paper.ContextSeconds, "seconds of context"),
        .. Difference(data, o => o.ReceptiveFieldSeconds, Paper.ReceptiveFieldSeconds, "seconds of receptive field (0: that of the kernels)"),
        .. Difference(data, o => o.Calibration == CalibrationKind.None ? "none" : "by other people", "none", "calibration of probabilities"),
    ];

    private static IEnumerable<string> Difference<T>(ReportData data, Func<ExperimentOptions, T> get, T paper, string what)
        where T : IConvertible
    {
        T[] values = [.. data.Rows.Select(row => get(row.Options)).Distinct()];
        return values.Length == 1 && values[0].Equals(paper) ? []
            : [FormattableString.Invariant($"{what} {string.Join(" or ", values.Select(v => v.ToString(CultureInfo.InvariantCulture)))} (the paper: {paper})")];
    }
}
