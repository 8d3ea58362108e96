using System.Globalization;

namespace AttX.Signals;

/// <summary>
/// Classes to distinguish, and the labels that form each (other labels are left out), or the thresholds of a <see cref="Signals.Rating"/>
/// that divide them. Compares by value.
/// </summary>
public sealed class ClassificationTask : IEquatable<ClassificationTask>
{
    private const int MaximumClasses = 100, MaximumLength = 60;

    private readonly Dictionary<string, int> _classOf;

    /// <summary>Defines a task.</summary>
    /// <param name="name">Its name, as <c>--task</c> takes it.</param>
    /// <param name="classes">Names of the classes, by class index.</param>
    /// <param name="labels">Each label that is used, and the name of its class.</param>
    /// <exception cref="FormatException">A name is invalid, a class has no label, or a label has no class; names it.</exception>
    public ClassificationTask(string name, IReadOnlyList<string> classes, IReadOnlyList<(string Label, string Class)> labels)
    {
        (Name, Classes, Positive) = (Checked(name, "a task"), [.. classes.Select(c => Checked(c, "a class"))], classes.Count - 1);
        if (classes.Count is < 2 or > MaximumClasses)
            throw new FormatException($"task {name}: has {classes.Count} classes, and there must be 2 to {MaximumClasses}");
        if (classes.Distinct().Count() < classes.Count)
            throw new FormatException($"task {name}: names a class twice among {string.Join(", ", classes)}");
        _classOf = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach ((string label, string @class) in labels)
            if (!_classOf.TryAdd(Checked(label, "a label"), IndexOfClass(@class, $"label {label}")))
                throw new FormatException($"task {name}: label {label} stands there twice");
        if (classes.Where((_, c) => !_classOf.ContainsValue(c)).FirstOrDefault() is { } empty)
            throw new FormatException($"task {name}: no label makes the class {empty}");
    }

    /// <summary>Defines a task on a rating: a window's class is found from the mean of the rating over the window.</summary>
    /// <param name="name">Its name, as <c>--task</c> takes it.</param>
    /// <param name="classes">Names of the classes, from the lowest ratings to the highest.</param>
    /// <param name="rating">The rating's name.</param>
    /// <param name="thresholds">The ratings at which the second class and those after it begin.</param>
    /// <param name="baseline">The label at rest, where no windows are cut; null if there is none.</param>
    /// <exception cref="FormatException">A name is invalid, or the thresholds are not one fewer than the classes and ascending.</exception>
    public static ClassificationTask Rated(
        string name, IReadOnlyList<string> classes, string rating, IReadOnlyList<double> thresholds, string? baseline = null)
    {
        // Windows are labelled by the names of their classes.
        var task = new ClassificationTask(name, classes, [.. classes.Distinct().Select(c => (c, c))])
        {
            Rating = Checked(rating, "a rating"),
            Thresholds = [.. thresholds],
            Baseline = baseline,
        };
        if (thresholds.Count != classes.Count - 1)
            throw new FormatException($"task {name}: {classes.Count} classes need {classes.Count - 1} thresholds, got {thresholds.Count}");
        if (!thresholds.All(double.IsFinite) || thresholds.Zip(thresholds.Skip(1)).Any(pair => !(pair.First < pair.Second)))
            throw new FormatException($"task {name}: thresholds must be numbers that rise, got {Text(thresholds)}");
        return task;
    }

    /// <summary>The name, as <c>--task</c> takes it.</summary>
    public string Name { get; }

    /// <summary>The rating that determines the classes; null if labels do.</summary>
    public string? Rating { get; private init; }

    /// <summary>The ratings at which the second class and those after it begin, ascending; empty without a rating.</summary>
    public IReadOnlyList<double> Thresholds { get; private set; } = [];

    /// <summary>Names of the classes, by class index.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>Number of classes.</summary>
    public int Count => Classes.Count;

    /// <summary>The labels that are used, in the order of their definition.</summary>
    public IReadOnlyList<string> Labels => [.. _classOf.Keys];

    /// <summary>
    /// Index of the class of interest, whose probability a live session shows and which every test subject must have; the last by
    /// default.
    /// </summary>
    public int Positive { get; private set; }

    /// <summary>The label at rest, used by <c>--normalise baseline</c>; null if there is none. A task on a rating cuts no windows there.</summary>
    public string? Baseline { get; init; }

    /// <summary>Returns the task with another class of interest.</summary>
    /// <exception cref="FormatException">There is no such class.</exception>
    public ClassificationTask About(string positive)
    {
        var task = (ClassificationTask)MemberwiseClone();
        task.Positive = IndexOfClass(positive, "the positive class");
        return task;
    }

    /// <summary>Returns the task with other thresholds of its rating.</summary>
    /// <exception cref="FormatException">They are not one fewer than the classes and ascending.</exception>
    /// <exception cref="InvalidOperationException">The task has no rating.</exception>
    public ClassificationTask At(IReadOnlyList<double> thresholds)
    {
        var task = (ClassificationTask)MemberwiseClone();
        task.Thresholds = Rated(Name, Classes, Rating ?? throw new InvalidOperationException($"Task {Name} has no rating."), thresholds).Thresholds;
        return task;
    }

    /// <summary>Returns the class of a label, or -1 if the label is not used.</summary>
    public int IndexOf(string? label) => label != null && _classOf.TryGetValue(label, out int index) ? index : -1;

    /// <summary>Returns the class of a mean rating.</summary>
    public int IndexOf(double rating) => Thresholds.Count(threshold => rating >= threshold);

    /// <summary>Returns whether a track's samples of this label are used: with a rating, all labels are but the one at rest.</summary>
    public bool Uses(string? label) => Rating == null ? IndexOf(label) >= 0 : label != null && label != Baseline;

    /// <summary>Returns the labels that form a class.</summary>
    public IReadOnlyList<string> LabelsOf(int index) => [.. _classOf.Where(p => p.Value == index).Select(p => p.Key)];

    /// <summary>Each label that is used, and the name of its class.</summary>
    public IEnumerable<(string Label, string Class)> Pairs() => _classOf.Select(p => (p.Key, Classes[p.Value]));

    /// <summary>Says for a sentence what makes a class: "the labels baseline, amusement", or "means of arousal of 5 or more".</summary>
    public string OriginOf(int index) => Rating == null ? $"the labels {string.Join(", ", LabelsOf(index))}"
        : index == 0 ? $"means of {Rating} below {Text([Thresholds[0]])}" : $"means of {Rating} of {Text([Thresholds[index - 1]])} or more";

    /// <summary>Lists the labels for a sentence: "baseline, stress or amusement"; with a rating, all of them: "anything".</summary>
    public string Alternatives() => Rating == null ? Alternatives(Labels) : "anything";

    /// <summary>Joins words for a sentence: "baseline, stress or amusement".</summary>
    public static string Alternatives(IReadOnlyList<string> words) =>
        words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words.SkipLast(1))} or {words[^1]}";

    /// <inheritdoc/>
    public bool Equals(ClassificationTask? other) => other is not null && Name == other.Name && Positive == other.Positive
        && Baseline == other.Baseline && Classes.SequenceEqual(other.Classes) && Pairs().SequenceEqual(other.Pairs())
        && Rating == other.Rating && Thresholds.SequenceEqual(other.Thresholds);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ClassificationTask);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Count, Positive);

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({string.Join(", ", Classes)})";

    private int IndexOfClass(string name, string what) => Classes.ToList().IndexOf(name) is >= 0 and var index
        ? index : throw new FormatException($"task {Name}: {what} is said to be of class {name}, and the classes are {string.Join(", ", Classes)}");

    private static string Text(IEnumerable<double> numbers) => string.Join(',', numbers.Select(n => n.ToString("R", CultureInfo.InvariantCulture)));

    /// <summary>Restricts names to what is safe in tables and CSV files.</summary>
    private static string Checked(string name, string what) =>
        name.Length is > 0 and <= MaximumLength && !name.Any(c => char.IsControl(c) || c is ',' or '"') && name.Trim() == name ? name
            : throw new FormatException($"the name of {what} must have 1 to {MaximumLength} characters without commas and quotes");
}
