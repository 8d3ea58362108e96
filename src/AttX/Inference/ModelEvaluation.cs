using System.Globalization;
using AttX.Datasets;
using AttX.Evaluation;
using AttX.Ground;
using AttX.ModelFiles;
using AttX.Options;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Windows;

namespace AttX.Inference;

/// <summary>Scores a trained model on recordings, usually those of another dataset.</summary>
/// <param name="source">The recordings.</param>
/// <param name="model">The model, which specifies the preprocessing and the classes.</param>
public sealed class ModelEvaluation(IDataset source, IModel model)
{
    /// <summary>The device whose channels are used; null: the model's own, or the data's only one.</summary>
    public Device? Device { get; init; }

    /// <summary>The channels, one per input of the model; null: the model's own, or on another device that device's.</summary>
    public IReadOnlyList<Modality>? Modalities { get; init; }

    /// <summary>The subjects to score; empty: all.</summary>
    public IReadOnlyList<string> Subjects { get; init; } = [];

    /// <summary>The model's modalities to hide from it, as <see cref="Modalities"/> names them, not all; the data have them nevertheless.</summary>
    public IReadOnlyList<Modality> Without { get; init; } = [];

    /// <summary>What is made of the model's probabilities; scores take its smoothing alone.</summary>
    public Postprocessing Postprocessing { get; init; } = Postprocessing.None;

    /// <summary>Number of subjects processed at once; the scores do not depend on it.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>The cache of preprocessed windows; null: no cache.</summary>
    public WindowCache? Cache { get; init; }

    /// <summary>Scores every subject.</summary>
    /// <param name="note">Receives remarks for readers of the scores, from several threads.</param>
    /// <param name="scored">Receives each subject's scores, from several threads.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <exception cref="OptionsException">A subject, device or modality that does not fit.</exception>
    /// <exception cref="InvalidDataException">The data are unsuitable for the model.</exception>
    public EvaluationResult Run(Action<string> note, Action<FoldScores> scored, CancellationToken cancellation)
    {
        ClassificationTask task = ModelTask.On(source, model.Options.Task);
        WindowSpec spec = model.Options.Preprocessing().Spec;
        foreach (string remark in Postprocessing.Required(spec, task.Count).Describe(spec, task.Classes[task.Positive]))
            note(remark);
        Device device = Device ?? (source.Devices is [var only] ? only : model.Options.Device);
        ExperimentOptions options = ModelInputs.For(model.Options, device, Modalities) with { Subjects = Subjects, Task = task };
        IReadOnlyList<int> hidden = ModelInputs.Hidden(options, Without);
        IReadOnlyList<string> subjects = SubjectWindows.Choose(source, Subjects);
        if (ModelInputs.Note(model.Options, options, "scored") is { } other)
            note(other);
        if (ModelInputs.HiddenNote(model.Options, Without) is { } unseen)
            note(unseen);
        if (!task.Equals(model.Options.Task))
            note($"The data have other labels than the model was trained on: its classes are those of the data's task {task}, by name.");
        foreach (string remark in source.Notes)
            note(remark);
        var windows = new SubjectWindows(source, Cache, options);
        var evaluated = new EvaluatedSubject[subjects.Count];
        AttX.Ground.Workers.ForEach(subjects.Count, Workers, (i, stop) =>
        {
            stop.ThrowIfCancellationRequested();
            PreparedSubject prepared = windows.Of(subjects[i], note);
            IWindowPredictor NewPredictor() => Postprocessing.IsNone ? model.NewPredictor(hidden)
                : new SmoothedPredictor(model.NewPredictor(hidden), Postprocessing, prepared.Windows.Spec, task.Positive);
            Predictions predictions = SubjectPrediction.Of(NewPredictor(), model.Standardise(prepared.Windows), task).Predictions;
            evaluated[i] = new EvaluatedSubject(predictions, prepared.Fingerprint, Familiarities.Of(model, subjects[i], prepared.Fingerprint, prepared.Samples, prepared.Sketch))
            {
                Original = Familiarities.OriginalOf(prepared.Sketch, (model.Training ?? []).Concat(model.Pretraining)),
                Control = NegativeControl.Of(NewPredictor(), model.Standardise(windows.Unused(subjects[i], note)), task),
                Starts = StartPredictions.Of(prepared.Windows, options.SettleSeconds, task, second => model.StandardiseFrom(prepared.Windows, second), NewPredictor()),
            };
            scored(evaluated[i].Scores);
        }, cancellation);
        NoteFamiliar(evaluated, note);
        return new EvaluationResult(model, options, evaluated) { Without = Without, SmoothSeconds = Postprocessing.SmoothSeconds };
    }

    private static void NoteFamiliar(IReadOnlyList<EvaluatedSubject> subjects, Action<string> note)
    {
        string Those(Familiarity familiarity) =>
            string.Join(", ", subjects.Where(s => s.Familiarity == familiarity).Select(s => s.Predictions.Subject));
        if (Those(Familiarity.Recording) is { Length: > 0 } recordings)
            note($"Among the model's training recordings, so not scored out of sample: {recordings}.");
        foreach (EvaluatedSubject copy in subjects.Where(s => s.Familiarity == Familiarity.Copy))
            note(string.Create(CultureInfo.InvariantCulture, $"{copy.Predictions.Subject} shares {100 * copy.Original!.Value.Share:0} % of its moments with {copy.Original.Value.Subject.Subject}, whom the ")
                + "model was trained on: probably a changed copy, so not scored out of sample.");
        if (Those(Familiarity.Name) is { Length: > 0 } names)
            note($"Named as the model's training subjects are, so scored out of sample only if they are other people: {names}.");
        if (subjects.Any(s => s.Familiarity == Familiarity.Unknown))
            note("The model does not say whom it was trained on (an earlier version wrote it): whether it is scored out of sample is not known.");
    }
}
