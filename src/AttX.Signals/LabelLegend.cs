namespace AttX.Signals;

/// <summary>Names of a label track's codes.</summary>
/// <param name="Names">The name of each code, by code; null if it is no label. Code 0 and codes beyond the list are never labels.</param>
public sealed record LabelLegend(IReadOnlyList<string?> Names)
{
    /// <summary>Whether the codes stand in the dataset's own files with a fixed meaning, and identify the labels without names.</summary>
    public bool IsFixed { get; init; }

    /// <summary>The labels, in the order of their codes.</summary>
    public IEnumerable<string> Labels => Names.OfType<string>();

    /// <summary>The label that a code stands for, or null.</summary>
    public string? this[byte code] => code < Names.Count ? Names[code] : null;
}
