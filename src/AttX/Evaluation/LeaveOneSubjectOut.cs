namespace AttX.Evaluation;

/// <summary>Cross-validation in which every subject is left out once.</summary>
public static class LeaveOneSubjectOut
{
    /// <summary>Returns one fold per subject, in the subjects' order.</summary>
    /// <exception cref="InvalidDataException">Fewer than two subjects.</exception>
    public static IReadOnlyList<Fold> Folds(IReadOnlyList<string> subjects) => subjects.Count >= 2
        ? [.. subjects.Select(test => new Fold(test, [test], [.. subjects.Where(s => s != test)]))]
        : throw new InvalidDataException(
            $"Leave-one-subject-out needs at least 2 subjects, got {subjects.Count}{(subjects.Count == 1 ? $" ({subjects[0]})" : "")}.");
}
