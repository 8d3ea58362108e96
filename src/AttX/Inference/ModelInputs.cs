using AttX.Ground;
using AttX.Options;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;

namespace AttX.Inference;

/// <summary>Inputs of a model on data other than its training data.</summary>
internal static class ModelInputs
{
    /// <summary>Returns the model's options with the device and modalities of the data.</summary>
    /// <param name="trained">The model's options.</param>
    /// <param name="device">The device; null: the model's own.</param>
    /// <param name="modalities">
    /// The channels, one per input of the model; null: the model's own, or on another device that device's.
    /// </param>
    /// <exception cref="OptionsException">They do not fit the model.</exception>
    public static ExperimentOptions For(ExperimentOptions trained, Device? device, IReadOnlyList<Modality>? modalities = null)
    {
        Device chosen = device ?? trained.Device;
        IReadOnlyList<Modality> channels = modalities ?? (chosen == trained.Device ? trained.Modalities
            : [.. trained.Modalities.Select(m => chosen.Info().Modalities.FirstOrDefault(other => SameBranch(other, m), m))]);
        ExperimentOptions options = trained with { Device = chosen, Modalities = channels, Subjects = [] };
        List<string> problems = [.. OptionRules.Problems(options)];
        if (!options.Branches.SequenceEqual(trained.Branches))
            problems.Add($"--modalities {NamesOf(channels)}: the model's inputs are {NamesOf(trained.Modalities)}; give one for each.");
        else if (trained.Normalisation.NeedsTraining() && chosen != trained.Device)
            problems.Add($"--device {NameOf(chosen)}: the model standardises by the statistics of its training subjects' {Describe(trained)} " +
                $"(--normalise {DataGroup.NameOf(trained.Normalisation)}), which do not fit another device.");
        else if (trained.UsesFeatures && !channels.SequenceEqual(trained.Modalities))
            problems.Add($"--device {NameOf(chosen)}: the model sees features of {Describe(trained)}, which {NamesOf(channels)} do not have.");
        return problems.Count == 0 ? options : throw new OptionsException(problems);
    }

    /// <summary>Returns a remark for readers of the results if the model receives another device's signals; else null.</summary>
    /// <param name="trained">The model's options.</param>
    /// <param name="given">The options of the data.</param>
    /// <param name="use">What is done with the model: "scored".</param>
    public static string? Note(ExperimentOptions trained, ExperimentOptions given, string use) => given.Device == trained.Device ? null
        : $"The model was trained on {Describe(trained)}, and is {use} on {Describe(given)}: " +
            (given.Modalities.SequenceEqual(trained.Modalities) ? "another sensor." : "the cardiac branch gets another signal than it knows.");

    /// <summary>Returns the indices of modalities to hide.</summary>
    /// <exception cref="OptionsException">The model has no such modality, or would have none left.</exception>
    public static IReadOnlyList<int> Hidden(ExperimentOptions options, IReadOnlyList<Modality> without)
    {
        if (without.Except(options.Modalities).ToArray() is { Length: > 0 } unknown)
            throw new OptionsException([$"--without {NamesOf(unknown)}: the model does not take {(unknown.Length == 1 ? "it" : "them")}; it takes {NamesOf(options.Modalities)}."]);
        return without.Distinct().Count() < options.Modalities.Count ? [.. without.Distinct().Select(m => options.Modalities.Index().First(o => o.Item == m).Index)]
            : throw new OptionsException([$"--without {NamesOf(without)}: leaves nothing of the model's {NamesOf(options.Modalities)} to estimate from."]);
    }

    /// <summary>Returns a remark for readers of the results on what stands for hidden sensors if the model never missed one; else null.</summary>
    public static string? HiddenNote(ExperimentOptions trained, IReadOnlyList<Modality> without) =>
        without.Count == 0 || trained.SensorDropout > 0 ? null
        : trained.Learner != null ? $"The training windows' medians stand for the features of {NamesOf(without)}."
        : trained.Decision != null ? $"The network of {NamesOf(without)} has no say."
        : $"The model was trained without --sensor-dropout: its network never saw a sensor missing. Zeros, the mean of a standardised signal, stand for {NamesOf(without)}.";

    private static bool SameBranch(Modality one, Modality other) => one.Branch() == other.Branch();

    private static string Describe(ExperimentOptions options) => $"{NameOf(options.Device)} {NamesOf(options.Modalities)}";

    private static string NameOf(Device device) => device.ToString().ToLowerInvariant();

    private static string NamesOf(IReadOnlyList<Modality> modalities) => string.Join(',', modalities.Select(OptionTable.Modalities.NameOf));
}
