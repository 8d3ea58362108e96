using AttX.Evaluation;
using AttX.Ground;
using AttX.Signals.Preprocessing;
using AttX.Training;

namespace AttX.Options;

/// <summary>The options of <see cref="OptionGroup.Training"/>.</summary>
public static class TrainingGroup
{
    private static readonly OptionDefinitions Training = new(OptionGroup.Training);

    private static readonly Names<LearningRateSchedule> Schedules = new(("constant", LearningRateSchedule.Constant), ("cosine", LearningRateSchedule.Cosine));

    private static readonly Names<CalibrationKind> Calibrations = new(
        ("none", CalibrationKind.None), ("temperature", CalibrationKind.Temperature), ("temperature+bias", CalibrationKind.TemperatureAndBias));

    /// <summary>Names of random changes of training windows.</summary>
    public static Names<AugmentationKind> Augmentations { get; } = new(("scale", AugmentationKind.Scale), ("noise", AugmentationKind.Noise),
        ("time-warp", AugmentationKind.TimeWarp), ("cut-out", AugmentationKind.CutOut), ("gain-drift", AugmentationKind.GainDrift));

    /// <summary><c>--epochs</c></summary>
    public static ExperimentOption Epochs { get; } = Training.Integer("epochs", "N", "Passes over the training windows",
        (o, v) => o with { Epochs = v }, o => o.Epochs);

    /// <summary><c>--batch-size</c></summary>
    public static ExperimentOption BatchSize { get; } = Training.Integer("batch-size", "N", "Windows per step",
        (o, v) => o with { BatchSize = v }, o => o.BatchSize);

    /// <summary><c>--learning-rate</c></summary>
    public static ExperimentOption LearningRate { get; } = Training.Real("learning-rate", "RATE", "Adam's step size",
        (o, v) => o with { LearningRate = v }, o => o.LearningRate);

    /// <summary><c>--skip-bad-windows</c></summary>
    public static ExperimentOption SkipBadWindows { get; } = Training.Flag("skip-bad-windows",
        "Leave windows of bad signal quality out of training (they are tested on all the same)",
        (o, v) => o with { SkipBadWindows = v }, o => o.SkipBadWindows,
        // Without it, a run's files are the same as before the option existed.
        o => o.SkipBadWindows ? null : "no window is skipped");

    /// <summary><c>--random-starts</c></summary>
    public static ExperimentOption RandomStarts { get; } = Training.Integer("random-starts", "N",
        "Moments of each training recording at which a session is taken to begin, beside its start",
        (o, v) => o with { RandomStarts = v }, o => o.RandomStarts,
        o => !o.Normalisation.IsRunning() ? "only with --normalise running it matters when a session begins" : o.RandomStarts == 0 ? "it is at its default" : null);

    /// <summary><c>--weight-decay</c></summary>
    public static ExperimentOption WeightDecay { get; } = Training.Real("weight-decay", "RATE", "Decoupled weight decay (AdamW), not of biases and batch norm; 0: Adam",
        (o, v) => o with { WeightDecay = v }, o => o.WeightDecay, Unless(o => o.WeightDecay != 0));

    /// <summary><c>--label-smoothing</c></summary>
    public static ExperimentOption LabelSmoothing { get; } = Training.Real("label-smoothing", "SHARE", "Share of each training label that is spread over all classes",
        (o, v) => o with { LabelSmoothing = v }, o => o.LabelSmoothing, Unless(o => o.LabelSmoothing != 0));

    /// <summary><c>--schedule</c></summary>
    public static ExperimentOption Schedule { get; } = Training.Choice("schedule", Schedules, "Course of the learning rate; cosine: to 0 over all epochs",
        (o, v) => o with { Schedule = v }, o => o.Schedule, Unless(o => o.Schedule != LearningRateSchedule.Constant));

    /// <summary><c>--average-weights</c></summary>
    public static ExperimentOption AverageWeights { get; } = Training.Real("average-weights", "DECAY",
        "Predict by an exponential moving average of the weights, of this decay a step (0.99); 0: by the last weights",
        (o, v) => o with { WeightAveraging = v }, o => o.WeightAveraging, Unless(o => o.WeightAveraging != 0));

    /// <summary><c>--augment</c></summary>
    public static ExperimentOption Augment { get; } = Training.Words("augment", "scale,noise", $"Random changes of training windows: {string.Join(", ", Augmentations.All)} [default: none]",
        Augmentations.Parse, Augmentations.NameOf, (o, v) => o with { Augmentations = v }, o => o.Augmentations.Count > 0 ? o.Augmentations : null);

    /// <summary><c>--balance</c></summary>
    public static ExperimentOption Balance { get; } = Training.Flag("balance", "Weigh training windows so that every class counts the same in the loss",
        (o, v) => o with { BalanceClasses = v }, o => o.BalanceClasses, Unless(o => o.BalanceClasses));

    /// <summary><c>--ensemble</c></summary>
    public static ExperimentOption Ensemble { get; } = Training.Integer("ensemble", "N", "Networks that differ only in their seed and whose probabilities are averaged",
        (o, v) => o with { Ensemble = v }, o => o.Ensemble,
        o => o.Decision != null ? "--fusion decision combines one network for each modality" : Unless(other => other.Ensemble != 1)(o));

    /// <summary><c>--calibrate</c></summary>
    public static ExperimentOption Calibrate { get; } = Training.Choice("calibrate", Calibrations,
        "Fit probabilities to how often they come true, by networks that leave thirds of the training people out [default: none]",
        (o, v) => o with { Calibration = v }, o => o.Calibration,
        o => o.Decision != null ? "--fusion decision has a network for each modality, and none of their combination" : Unless(other => other.Calibration != CalibrationKind.None)(o));

    /// <summary><c>--select</c></summary>
    public static ExperimentOption Select { get; } = Training.Text("select", "epochs=3|5;…",
        "Choose among values of options inside the training subjects of each fold: as here, or a JSON file of axes",
        SelectionGrid.Parse, grid => grid.ToString(), (o, v) => o with { Select = v }, o => o.Select,
        o => o.Select == null && o.Learner is { } learner ? $"--learner {learner} has no network, whose options it chooses" : null);

    /// <summary><c>--select-groups</c></summary>
    public static ExperimentOption SelectGroups { get; } = Training.Integer("select-groups", "K",
        "Groups of training subjects, each left out once, by which --select scores; 0: each subject by itself [default: 3]",
        (o, v) => o with { SelectGroups = v }, o => o.SelectGroups,
        o => o.Select == null ? "it belongs to --select" : Unless(other => other.SelectGroups != SelectionGrid.DefaultGroups)(o));

    /// <summary><c>--init</c></summary>
    public static ExperimentOption Init { get; } = Training.Text("init", "ENCODER.attx", "Start the branches from an encoder of attx pretrain (docs/pretraining.md)",
        EncoderReference.Parse, encoder => encoder.ToString(), (o, v) => o with { Init = v }, o => o.Init);

    /// <summary><c>--subjects</c></summary>
    public static ExperimentOption Subjects { get; } = Training.Words("subjects", "S2,S3", "The subjects to use [default: all]", s => s, s => s,
        (o, v) => o with { Subjects = v }, o => o.Subjects.Count > 0 ? o.Subjects : null);

    /// <summary><c>--seed</c></summary>
    public static ExperimentOption Seed { get; } = Training.Natural("seed", "N", "Decides every random number",
        (o, v) => o with { Seed = v }, o => o.Seed);

    /// <summary>Without an option, a run's files are the same as before it existed.</summary>
    private static Func<ExperimentOptions, string?> Unless(Func<ExperimentOptions, bool> isSet) => o => isSet(o) ? null : "it is at its default";
}
