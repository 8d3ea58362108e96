using AttX.Ground;
using AttX.Signals.Modalities;

namespace AttX.Options;

/// <summary>Every option of a run. To add one, define it in its group's file and list it here.</summary>
public static class OptionTable
{
    /// <summary>Names of modalities, as options and cached files spell them.</summary>
    public static Names<Modality> Modalities { get; } = new([.. ModalityTable.All.Select(row => (row.Name, row.Modality))]);

    /// <summary>
    /// The options, in the order in which they are applied and written to run.json and to models. Files of equal options are equal, so
    /// that the order of existing ones must not change.
    /// </summary>
    public static IReadOnlyList<ExperimentOption> All { get; } =
    [
        DataGroup.Device,
        DataGroup.Modalities,
        ModelGroup.Connection,
        ModelGroup.Type,
        ModelGroup.Stages,
        ModelGroup.NoAttention,
        ModelGroup.AttentionScope,
        ModelGroup.ConnectionKind,
        ModelGroup.Attention,
        ModelGroup.AttentionInit,
        ModelGroup.Merge,
        ModelGroup.Fusion,
        EvaluationGroup.Decision,
        EvaluationGroup.Split,
        DataGroup.Task,
        DataGroup.Classes,
        DataGroup.Thresholds,
        TrainingGroup.Epochs,
        TrainingGroup.BatchSize,
        TrainingGroup.LearningRate,
        DataGroup.Rate,
        DataGroup.Window,
        DataGroup.Overlap,
        DataGroup.Normalise,
        DataGroup.Filter,
        DataGroup.Eda,
        DataGroup.Settle,
        DataGroup.Memory,
        DataGroup.Gaps,
        TrainingGroup.SkipBadWindows,
        TrainingGroup.RandomStarts,
        ModelGroup.Widths,
        ModelGroup.BatchNormMomentum,
        ModelGroup.ReceptiveField,
        ModelGroup.SensorDropout,
        ModelGroup.Context,
        ModelGroup.Features,
        TrainingGroup.WeightDecay,
        TrainingGroup.LabelSmoothing,
        TrainingGroup.Schedule,
        TrainingGroup.AverageWeights,
        TrainingGroup.Augment,
        TrainingGroup.Balance,
        TrainingGroup.Ensemble,
        TrainingGroup.Calibrate,
        LearnerGroup.Learner,
        LearnerGroup.Options,
        LearnerGroup.SelectFeatures,
        TrainingGroup.Init,
        EvaluationGroup.PretrainedOnTested,
        TrainingGroup.Select,
        TrainingGroup.SelectGroups,
        TrainingGroup.Subjects,
        TrainingGroup.Seed,
    ];

    /// <summary>Returns the options of some groups, group by group.</summary>
    public static IEnumerable<ExperimentOption> Of(params OptionGroup[] groups) => groups.SelectMany(group => All.Where(o => o.Group == group));

    /// <summary>Returns the option of a JSON name, or null.</summary>
    internal static ExperimentOption? ByKey(string key) => All.FirstOrDefault(o => o.Key == key);

    /// <summary>Suggests a key for a misspelt one.</summary>
    internal static string NearestKey(string key) => EditDistance.Nearest(key, All.Select(o => o.Key))!;
}
