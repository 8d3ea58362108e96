using AttX.Evaluation;
using AttX.Signals;
using AttX.Signals.Datasets;
using AttX.Signals.Preprocessing;

namespace AttX.Experiments;

/// <summary>Scores a trained model on recordings, as a rule those of another dataset.</summary>
/// <param name="source">The recordings.</param>
/// <param name="model">The model; it says how they are to be prepared and which classes are told apart.</param>
public sealed class ModelEvaluation(IRecordingSource source, Ensemble model)
{
    /// <summary>The device whose channels are used; null: the model's own.</summary>
    public Device? Device { get; init; }

    /// <summary>The channels, one an input of the model; null: the model's own, on another device that device's.</summary>
    public IReadOnlyList<Modality>? Modalities { get; init; }

    /// <summary>The subjects to score; empty: all.</summary>
    public IReadOnlyList<string> Subjects { get; init; } = [];

    /// <summary>Subjects at a time; the scores do not depend on it.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Where preprocessed windows are kept; null: nowhere.</summary>
    public WindowCache? Cache { get; init; }

    /// <summary>Scores every subject.</summary>
    /// <param name="note">Is told what a reader of the scores should know; from several threads.</param>
    /// <param name="scored">Is told of each subject; from several threads.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="OptionsException">A subject, device or modality that does not fit.</exception>
    /// <exception cref="InvalidDataException">The data are not fit for the model.</exception>
    public EvaluationResult Run(Action<string> note, Action<FoldScores> scored, CancellationToken cancellation)
    {
        ExperimentOptions options = DataOptions();
        IReadOnlyList<string> subjects = SubjectWindows.Choose(source, Subjects);
        if (options.Device != model.Options.Device)
            note($"The model was trained on {Describe(model.Options)}, and is scored on {Describe(options)}: " +
                (options.Modalities.SequenceEqual(model.Options.Modalities) ? "another sensor." : "the cardiac stream gets another signal than it knows."));
        var windows = new SubjectWindows(source, Cache, options.Preprocessing());
        var evaluated = new EvaluatedSubject[subjects.Count];
        Experiments.Workers.ForEach(subjects.Count, Workers, (i, stop) =>
        {
            stop.ThrowIfCancellationRequested();
            PreparedSubject prepared = windows.Of(subjects[i], note);
            Predictions predictions = model.Predict(model.Standardise(prepared.Windows)).Predictions;
            evaluated[i] = new EvaluatedSubject(predictions, prepared.Fingerprint, Familiar(subjects[i], prepared.Fingerprint));
            scored(evaluated[i].Scores);
        }, cancellation);
        NoteFamiliar(evaluated, note);
        return new EvaluationResult(model, options, evaluated);
    }

    /// <summary>The model's options, with what the data have in place of what it was trained on.</summary>
    private ExperimentOptions DataOptions()
    {
        ExperimentOptions trained = model.Options;
        Device device = Device ?? trained.Device;
        IReadOnlyList<Modality> modalities = Modalities ?? (device == trained.Device ? trained.Modalities
            : [.. trained.Modalities.Select(m => m == Modality.Eda ? m : OptionRules.Available(device)[0])]);
        ExperimentOptions options = trained with { Device = device, Modalities = modalities, Subjects = [] };
        List<string> problems = [.. OptionRules.Problems(options)];
        if (!modalities.Select(m => m == Modality.Eda).SequenceEqual(trained.Modalities.Select(m => m == Modality.Eda)))
            problems.Add($"--modalities {NamesOf(modalities)}: the model's inputs are {NamesOf(trained.Modalities)}; give one for each.");
        else if (trained.Normalisation == Normalisation.Train && device != trained.Device)
            problems.Add($"--device {NameOf(device)}: the model standardises by the statistics of its training subjects' {Describe(trained)} " +
                "(--normalise train), which do not fit another device.");
        return problems.Count == 0 ? options with { Subjects = Subjects } : throw new OptionsException(problems);
    }

    /// <summary>How well the model may know a subject.</summary>
    private Familiarity Familiar(string subject, string fingerprint) => model.Training switch
    {
        null => Familiarity.Unknown,
        { } training when training.Any(t => t.Fingerprint == fingerprint) => Familiarity.Recording,
        { } training when training.Any(t => t.Subject == subject) => Familiarity.Name,
        _ => Familiarity.None,
    };

    private static void NoteFamiliar(IReadOnlyList<EvaluatedSubject> subjects, Action<string> note)
    {
        string Those(Familiarity familiarity) =>
            string.Join(", ", subjects.Where(s => s.Familiarity == familiarity).Select(s => s.Predictions.Subject));
        if (Those(Familiarity.Recording) is { Length: > 0 } recordings)
            note($"Among the model's training recordings, so not scored out of sample: {recordings}.");
        if (Those(Familiarity.Name) is { Length: > 0 } names)
            note($"Named as the model's training subjects are, so scored out of sample only if they are other people: {names}.");
        if (subjects.Any(s => s.Familiarity == Familiarity.Unknown))
            note("The model does not say whom it was trained on (an earlier version wrote it): whether it is scored out of sample is not known.");
    }

    private static string Describe(ExperimentOptions options) => $"{NameOf(options.Device)} {NamesOf(options.Modalities)}";

    private static string NameOf(Device device) => device.ToString().ToLowerInvariant();

    private static string NamesOf(IReadOnlyList<Modality> modalities) => string.Join(',', modalities.Select(OptionTable.Modalities.NameOf));
}
