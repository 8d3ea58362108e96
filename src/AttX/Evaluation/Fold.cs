namespace AttX.Evaluation;

/// <summary>One model to fit: the subjects to train on, and those to test on.</summary>
/// <param name="Name">Its name, that of the subject left out, or <c>fold-1</c>, <c>without-sp</c>.</param>
/// <param name="TestSubjects">The subjects tested on, in order; never empty.</param>
/// <param name="TrainingSubjects">The subjects trained on, in order; none is tested on.</param>
public sealed record Fold(string Name, IReadOnlyList<string> TestSubjects, IReadOnlyList<string> TrainingSubjects)
{
    /// <summary>The name that its seed is derived from; inside one of several datasets, that of the same fold of the dataset alone.</summary>
    public string SeedName { get; init; } = Name;

    /// <summary>Whether the fold leaves out the one subject that it is named after.</summary>
    public bool IsOfOneSubject => TestSubjects is [var subject] && subject == Name;
}
