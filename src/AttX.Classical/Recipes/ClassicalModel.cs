using AttX.Classical.Table;
using AttX.Evaluation;
using AttX.ModelFiles;
using AttX.Options;
using AttX.Recipes;
using AttX.Signals;

namespace AttX.Classical.Recipes;

/// <summary>A classifier of a model.</summary>
/// <param name="Modality">The modality whose features it sees; null: all.</param>
/// <param name="Classifier">The classifier.</param>
public sealed record FittedPart(string? Modality, ClassifierFile Classifier)
{
    /// <summary>Its file: <c>model.json</c>, or <c>model.eda.json</c> in a decision fusion.</summary>
    public ModelFile File => new(Modality == null ? "model.json" : $"model.{Modality}.json", Classifier.Write);
}

/// <summary>A fitted classifier as a model, or one for each modality.</summary>
/// <param name="Parts">The classifiers.</param>
/// <param name="Rule">How the decisions of several are combined.</param>
/// <param name="Windows">Windows that they were trained on.</param>
public sealed record ClassicalModel(IReadOnlyList<FittedPart> Parts, DecisionRule Rule, int Windows) : IFittedModel
{
    /// <inheritdoc/>
    public IReadOnlyList<ModelFile> Files => [.. Parts.Select(part => part.File)];

    /// <inheritdoc/>
    public WindowSet Prepare(WindowSet windows) => windows;

    /// <inheritdoc/>
    public IWindowPredictor NewPredictor() => new ClassicalPredictor([.. Parts.Select(part => part.Classifier)], Rule);

    /// <inheritdoc/>
    public PublishedModel Publish(string? scores)
    {
        ClassifierFile classifier = Parts.Single().Classifier;
        return new(Files[0], $"""
            Tells {string.Join(", ", classifier.Classes)} by a {LearnerTable.Find(classifier.Learner).Label} from {string.Join(", ", classifier.Preparation.Columns.Select(c => classifier.Features[c]))}.
            Trained on {classifier.Training.Count} subjects ({string.Join(", ", classifier.Training.Select(s => s.Subject))}), {Windows} windows.
            {scores ?? "Its accuracy on people it was not trained on was not measured."}
            Not a medical device. Do not decide about people by it alone.
            """.ReplaceLineEndings("\n"));
    }
}

/// <summary>Predicts windows by their features.</summary>
/// <param name="classifiers">The classifiers, whose columns the windows' features must be; one, or several whose decisions are combined.</param>
/// <param name="rule">How they are combined.</param>
public sealed class ClassicalPredictor(IReadOnlyList<ClassifierFile> classifiers, DecisionRule rule = default) : IWindowPredictor
{
    private readonly double[] _probabilities = new double[classifiers[0].Classes.Count];
    private readonly double[] _weights = [.. classifiers.Select(c => c.InnerAccuracy ?? 1)];

    /// <inheritdoc/>
    public (int Class, float[] Probabilities) Predict(WindowSet windows, int window)
    {
        (int Class, float[] Probabilities)[] each = [.. classifiers.Select(c => Predict(c, windows, window))];
        return each is [var only] ? only : DecisionFusion.Combine(rule, [.. each.Select(e => e.Probabilities)], _weights);
    }

    private (int Class, float[] Probabilities) Predict(ClassifierFile classifier, WindowSet windows, int window)
    {
        if (windows.Features?.Names.SequenceEqual(classifier.Features) != true)
            throw new InvalidDataException($"{windows.Subject}: its windows lack the features of the model: {string.Join(", ", classifier.Features)}.");
        int predicted = classifier.Predict(windows.Features[window], _probabilities);
        return (predicted, [.. _probabilities.Select(p => (float)p)]);
    }
}
