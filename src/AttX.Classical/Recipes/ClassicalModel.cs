using AttX.Classical.Table;
using AttX.Evaluation;
using AttX.ModelFiles;
using AttX.Options;
using AttX.Recipes;
using AttX.Signals;
using AttX.Signals.Features;
using AttX.Signals.Preprocessing;

namespace AttX.Classical.Recipes;

/// <summary>A fitted classifier as a model: one file, <c>model.json</c>.</summary>
/// <param name="Classifier">The classifier.</param>
/// <param name="Windows">Windows that it was trained on.</param>
public sealed record ClassicalModel(ClassifierFile Classifier, int Windows) : IFittedModel
{
    /// <inheritdoc/>
    public IReadOnlyList<ModelFile> Files => [new ModelFile("model.json", Classifier.Write)];

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
    public PublishedModel Publish(string? scores) => new(Files[0], $"""
        Tells {string.Join(", ", Classifier.Classes)} by a {LearnerTable.Find(Classifier.Learner).Label} from {string.Join(", ", Classifier.Preparation.Columns.Select(c => Classifier.Features[c]))}.
        Trained on {Classifier.Training.Count} subjects ({string.Join(", ", Classifier.Training.Select(s => s.Subject))}), {Windows} windows.
        {scores ?? "Its accuracy on people it was not trained on was not measured."}
        Not a medical device. Do not decide about people by it alone.
        """.ReplaceLineEndings("\n"));
}

/// <summary>Predicts windows by their features.</summary>
/// <param name="classifier">The classifier, whose columns the windows' features must be.</param>
public sealed class ClassicalPredictor(ClassifierFile classifier) : IWindowPredictor
{
    private readonly double[] _probabilities = new double[classifier.Classes.Count];

    /// <inheritdoc/>
    public (int Class, float[] Probabilities) Predict(WindowSet windows, int window)
    {
        if (windows.Features?.Names.SequenceEqual(classifier.Features) != true)
            throw new InvalidDataException($"{windows.Subject}: its windows lack the features of the model: {string.Join(", ", classifier.Features)}.");
        int predicted = classifier.Predict(windows.Features[window], _probabilities);
        return (predicted, [.. _probabilities.Select(p => (float)p)]);
    }
}
