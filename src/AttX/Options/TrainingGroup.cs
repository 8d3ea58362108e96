using AttX.Signals.Preprocessing;

namespace AttX.Options;

/// <summary>The options of <see cref="OptionGroup.Training"/>.</summary>
public static class TrainingGroup
{
    private static readonly OptionDefinitions Training = new(OptionGroup.Training);

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

    /// <summary><c>--subjects</c></summary>
    public static ExperimentOption Subjects { get; } = Training.Words("subjects", "S2,S3", "The subjects to use [default: all]", s => s, s => s,
        (o, v) => o with { Subjects = v }, o => o.Subjects.Count > 0 ? o.Subjects : null);

    /// <summary><c>--seed</c></summary>
    public static ExperimentOption Seed { get; } = Training.Natural("seed", "N", "Decides every random number",
        (o, v) => o with { Seed = v }, o => o.Seed);
}
