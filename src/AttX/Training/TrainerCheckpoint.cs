using System.Globalization;

namespace AttX.Training;

/// <summary>The part of a training checkpoint besides tensors: progress, options and data.</summary>
internal static class TrainerCheckpoint
{
    public static Dictionary<string, string> Metadata(
        int steps, IReadOnlyList<EpochSummary> history, int windows, TrainingOptions options, ulong seed) => new()
        {
            ["format"] = "attx-checkpoint-1",
            ["steps"] = steps.ToString(CultureInfo.InvariantCulture),
            ["trainedOn"] = Owner(windows, options, seed),
            ["history"] = string.Join(';', history.Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Loss:R},{e.Accuracy:R}"))),
        };

    /// <exception cref="InvalidDataException">Damaged, or of other options or data.</exception>
    public static (int Steps, IReadOnlyList<EpochSummary> History) Parse(
        IReadOnlyDictionary<string, string> metadata, int windows, TrainingOptions options, ulong seed)
    {
        if (metadata.GetValueOrDefault("format") != "attx-checkpoint-1")
            throw new InvalidDataException("Not a training checkpoint.");
        if (metadata.GetValueOrDefault("trainedOn") != Owner(windows, options, seed))
            throw new InvalidDataException(
                $"The checkpoint is of another run: {metadata.GetValueOrDefault("trainedOn")}, this is {Owner(windows, options, seed)}.");
        try
        {
            string[] epochs = metadata["history"].Split(';', StringSplitOptions.RemoveEmptyEntries);
            return (int.Parse(metadata["steps"], CultureInfo.InvariantCulture), [.. epochs.Select((text, i) =>
            {
                string[] parts = text.Split(',');
                return new EpochSummary(
                    i + 1, double.Parse(parts[0], CultureInfo.InvariantCulture), double.Parse(parts[1], CultureInfo.InvariantCulture));
            })]);
        }
        catch (Exception e) when (e is FormatException or OverflowException or KeyNotFoundException or IndexOutOfRangeException)
        {
            throw new InvalidDataException("Damaged checkpoint: " + e.Message, e);
        }
    }

    private static string Owner(int windows, TrainingOptions options, ulong seed) => string.Create(
        CultureInfo.InvariantCulture, $"{windows} windows, batches of {options.BatchSize}, learning rate {options.LearningRate:R}, seed {seed}")
        + string.Concat(Recipe(options).Select(text => ", " + text));

    /// <summary>Settings that are not at their defaults; before they existed, checkpoints did not mention them.</summary>
    private static IEnumerable<string> Recipe(TrainingOptions o)
    {
        if (o.SensorDropout > 0)
            yield return Line($"sensor dropout {o.SensorDropout:R}");
        if (o.WeightDecay > 0)
            yield return Line($"weight decay {o.WeightDecay:R}");
        if (o.LabelSmoothing > 0)
            yield return Line($"label smoothing {o.LabelSmoothing:R}");
        if (o.Schedule != LearningRateSchedule.Constant)
            yield return Line($"schedule {o.Schedule} over {o.Epochs} epochs");
        if (o.WeightAveraging > 0)
            yield return Line($"weight averaging {o.WeightAveraging:R}");
        if (o.Augmentations.Count > 0)
            yield return $"augmentation {string.Join(' ', o.Augmentations.Order())}";
        if (o.BalanceClasses)
            yield return "balanced classes";
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
