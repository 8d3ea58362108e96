namespace AttX.Signals;

/// <summary>What is told apart: classes, and the labels that make each. Labels that make none are left out. Equal if all of it is equal.</summary>
public sealed class ClassificationTask : IEquatable<ClassificationTask>
{
    private const int MaximumClasses = 100, MaximumLength = 60;

    private readonly Dictionary<string, int> _classOf;

    /// <summary>Defines a task.</summary>
    /// <param name="name">Its name, as <c>--task</c> takes it.</param>
    /// <param name="classes">Names of the classes, by class index.</param>
    /// <param name="labels">Each label that is used, and the name of its class.</param>
    /// <exception cref="FormatException">A name cannot be one, a class has no label, or a label names no class: says which.</exception>
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

    /// <summary>The name, as <c>--task</c> takes it.</summary>
    public string Name { get; }

    /// <summary>Names of the classes, by class index.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>Number of classes.</summary>
    public int Count => Classes.Count;

    /// <summary>The labels that are used, in the order of their definition.</summary>
    public IReadOnlyList<string> Labels => [.. _classOf.Keys];

    /// <summary>
    /// Index of the class that the task is about, whose probability a live session shows and which every test subject must have; the last
    /// where nothing else is said.
    /// </summary>
    public int Positive { get; private init; }

    /// <summary>The label at rest, by which <c>--normalise baseline</c> goes; null: there is none.</summary>
    public string? Baseline { get; init; }

    /// <summary>The task with another class as the one that it is about.</summary>
    /// <exception cref="FormatException">There is no such class.</exception>
    public ClassificationTask About(string positive) => new(Name, Classes, [.. Pairs()])
    {
        Positive = IndexOfClass(positive, "the positive class"),
        Baseline = Baseline,
    };

    /// <summary>The class of a label, or -1 if the label is not used.</summary>
    public int IndexOf(string? label) => label != null && _classOf.TryGetValue(label, out int index) ? index : -1;

    /// <summary>Whether windows of this label are used.</summary>
    public bool Uses(string? label) => IndexOf(label) >= 0;

    /// <summary>The labels that make a class.</summary>
    public IReadOnlyList<string> LabelsOf(int index) => [.. _classOf.Where(p => p.Value == index).Select(p => p.Key)];

    /// <summary>Each label that is used, and the name of its class.</summary>
    public IEnumerable<(string Label, string Class)> Pairs() => _classOf.Select(p => (p.Key, Classes[p.Value]));

    /// <summary>The labels as a sentence has them: "baseline, stress or amusement".</summary>
    public string Alternatives() => Alternatives(Labels);

    /// <summary>Words as a sentence has them: "baseline, stress or amusement".</summary>
    public static string Alternatives(IReadOnlyList<string> words) =>
        words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words.SkipLast(1))} or {words[^1]}";

    /// <inheritdoc/>
    public bool Equals(ClassificationTask? other) => other is not null && Name == other.Name && Positive == other.Positive
        && Baseline == other.Baseline && Classes.SequenceEqual(other.Classes) && Pairs().SequenceEqual(other.Pairs());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ClassificationTask);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Count, Positive);

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({string.Join(", ", Classes)})";

    private int IndexOfClass(string name, string what) => Classes.ToList().IndexOf(name) is >= 0 and var index
        ? index : throw new FormatException($"task {Name}: {what} is said to be of class {name}, and the classes are {string.Join(", ", Classes)}");

    /// <summary>Names stand in tables and files of comma-separated values.</summary>
    private static string Checked(string name, string what) =>
        name.Length is > 0 and <= MaximumLength && !name.Any(c => char.IsControl(c) || c is ',' or '"') && name.Trim() == name ? name
            : throw new FormatException($"the name of {what} must have 1 to {MaximumLength} characters without commas and quotes");
}
