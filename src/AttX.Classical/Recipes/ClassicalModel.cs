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

/// <summary>A fitted classifier with the run that fitted it: one file, <c>model.json</c>.</summary>
/// <param name="Classifier">The classifier.</param>
/// <param name="Windows">Windows that it was trained on.</param>
public sealed record ClassicalModel(ClassifierFile Classifier, int Windows) : IFittedModel
{
    internal const string FileName = "model.json";

    /// <inheritdoc/>
    public IReadOnlyList<ModelFile> Files => [new ModelFile(FileName, Classifier.Write)];

    private ExperimentOptions Options => Classifier.Run!;

    private FeatureNormaliser Normaliser => new(Options.Normalisation, Options.MemorySeconds, Classifier.Deviations);

    /// <inheritdoc/>
    public WindowSet Prepare(WindowSet windows) => Normaliser.Apply(windows);

    /// <inheritdoc/>
    public WindowSet? PrepareFrom(WindowSet windows, int startSecond) => Options.Normalisation.IsRunning()
        ? Normaliser.Apply(windows, [.. Enumerable.Repeat(startSecond, windows.Count)]) : null;

    /// <inheritdoc/>
    public IWindowPredictor NewPredictor() => new ClassicalPredictor(Classifier);

    /// <inheritdoc/>
    public PublishedModel Publish(string? scores)
    {
        string card = CardOf(scores);
        return new PublishedModel(new ModelFile(FileName, (Classifier with { Card = card }).Write), card);
    }

    private string CardOf(string? scores) => $"""
        Tells {string.Join(", ", Classifier.Classes)} by a {LearnerTable.Find(Classifier.Learner).Label} from {string.Join(", ", Classifier.Preparation.Columns.Select(c => Classifier.Features[c]))}, in windows of {Options.WindowSeconds} s of the {Options.Device.Info().Name}.
        Trained on {Classifier.Training.Count} subjects ({string.Join(", ", Classifier.Training.Select(s => s.Subject))}), {Windows} windows.
        {scores ?? "Its accuracy on people it was not trained on was not measured: give --scores RUN, a leave-one-subject-out run."}
        Trained on {(AffectTasks.All.Contains(Options.Task) ? "laboratory stress of few, mostly young and healthy people" : "few people of one study")}. It estimates which of the study's conditions a window resembles, no person's state of mind or health.
        Not a medical device. Do not decide about people by it alone.
        """.ReplaceLineEndings("\n");
}
