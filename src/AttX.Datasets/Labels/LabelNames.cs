using AttX.Ground;

namespace AttX.Datasets.Labels;

/// <summary>
/// The names of labels by what a file calls them: <c>"names": {"1": "baseline", "9": null}</c>. Without such a list all have the name that the
/// file gives; with one, others are left out, and null says that there is no label.
/// </summary>
internal sealed class LabelNames
{
    private readonly Dictionary<string, string?>? _names;
    private readonly HashSet<string> _ends;

    /// <summary>Reads the list.</summary>
    /// <param name="json">The object that may have it.</param>
    /// <param name="ends">What means that there is no label, listed or not.</param>
    public LabelNames(JsonKeys json, IEnumerable<string>? ends = null)
    {
        _ends = [.. ends ?? []];
        if (json.Find("names") is not null)
            _names = json.Texts("names", mayBeNull: true).ToDictionary(n => n.Key, n => n.Text);
    }

    /// <summary>Returns whether a file's name is known, and the label that it stands for; null for no label.</summary>
    public bool TryFind(string text, out string? label)
    {
        label = null;
        if (_names is not null)
            return _names.TryGetValue(text, out label) || _ends.Contains(text);
        label = _ends.Contains(text) ? null : text;
        return true;
    }

    /// <summary>Leaves out marks that have no name, with a note; what remains has its label's name, or null.</summary>
    public IReadOnlyList<(LabelSpan Mark, string? Label)> Apply(IEnumerable<LabelSpan> marks, string source, LabelledSubject subject)
    {
        List<(LabelSpan, string?)> named = [];
        SortedSet<string> others = new(NaturalOrder.Instance);
        foreach (LabelSpan mark in marks)
            if (TryFind(mark.Label, out string? label))
                named.Add((mark, label));
            else
                others.Add(mark.Label);
        if (others.Count > 0)
            subject.Notes.Add($"{source}: {Listed(others)} {(others.Count == 1 ? "has" : "have")} no entry in \"names\", and {(others.Count == 1 ? "is" : "are")} left out.");
        return named;
    }

    private static string Listed(IReadOnlyCollection<string> names)
    {
        const int most = 8;
        return string.Join(", ", names.Take(most)) + (names.Count > most ? $" and {names.Count - most} more" : "");
    }
}
