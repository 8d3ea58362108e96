using AttX.Classical.Table;
using AttX.Evaluation;
using AttX.ModelFiles;
using AttX.Options;
using AttX.Recipes;
using AttX.Signals;
using AttX.Signals.Features;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;

namespace AttX.Classical.Recipes;

/// <summary>A classifier of a model, with the run that fitted it.</summary>
/// <param name="Modality">The modality whose features it sees; null: all.</param>
/// <param name="Classifier">The classifier.</param>
public sealed record FittedPart(string? Modality, ClassifierFile Classifier)
{
    /// <summary>Its file.</summary>
    public ModelFile File => new(NameOf(Modality), Classifier.Write);

    /// <summary>Returns a part's file name: <c>model.json</c>, or <c>model.eda.json</c> in a decision fusion.</summary>
    /// <param name="modality">The modality whose features it sees; null: all.</param>
    public static string NameOf(string? modality) => modality == null ? "model.json" : $"model.{modality}.json";
}

/// <summary>A fitted classifier as a model, or one for each modality.</summary>
/// <param name="Parts">The classifiers.</param>
/// <param name="Options">Options of the run: how features are made, and how the decisions of several are combined.</param>
/// <param name="Windows">Windows that they were trained on.</param>
public sealed record ClassicalModel(IReadOnlyList<FittedPart> Parts, ExperimentOptions Options, int Windows) : IFittedModel
{
    /// <inheritdoc/>
    public IReadOnlyList<ModelFile> Files => [.. Parts.Select(part => part.File)];

    private FeatureNormaliser Normaliser => new(Options.Normalisation, Options.MemorySeconds, Parts[0].Classifier.Deviations);

    /// <inheritdoc/>
    public WindowSet Prepare(WindowSet windows) => Normaliser.Apply(windows);

    /// <inheritdoc/>
    public WindowSet? PrepareFrom(WindowSet windows, int startSecond) => Options.Normalisation.IsRunning()
        ? Normaliser.Apply(windows, [.. Enumerable.Repeat(startSecond, windows.Count)]) : null;

    /// <inheritdoc/>
    public IWindowPredictor NewPredictor() => Options.Decision is { } rule ? new FusedPredictor([.. Parts.Select(part => part.Classifier)], rule)
        : new ClassicalPredictor(Parts.Single().Classifier);

    /// <inheritdoc/>
    public PublishedModel Publish(string? scores)
    {
        FittedPart part = Parts.Single();
        string card = CardOf(part.Classifier, scores);
        return new PublishedModel((part with { Classifier = part.Classifier with { Card = card } }).File, card);
    }

    private string CardOf(ClassifierFile classifier, string? scores) => $"""
        Tells {string.Join(", ", classifier.Classes)} by a {LearnerTable.Find(classifier.Learner).Label} from {string.Join(", ", classifier.Preparation.Columns.Select(c => classifier.Features[c]))}, in windows of {Options.WindowSeconds} s of the {Options.Device.Info().Name}.
        Trained on {classifier.Training.Count} subjects ({string.Join(", ", classifier.Training.Select(s => s.Subject))}), {Windows} windows.
        {scores ?? "Its accuracy on people it was not trained on was not measured: give --scores RUN, a leave-one-subject-out run."}
        Trained on {(AffectTasks.All.Contains(Options.Task) ? "laboratory stress of few, mostly young and healthy people" : "few people of one study")}. It estimates which of the study's conditions a window resembles, no person's state of mind or health.
        Not a medical device. Do not decide about people by it alone.
        """.ReplaceLineEndings("\n");
}
