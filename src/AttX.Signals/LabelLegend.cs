namespace AttX.Signals;

/// <summary>What the codes of a label track are called.</summary>
/// <param name="Names">The name of each code, by code; null: the code is no label. Code 0 never is one, nor is a code beyond the list.</param>
public sealed record LabelLegend(IReadOnlyList<string?> Names)
{
    /// <summary>Whether the codes stand in the dataset's own files and mean the same in each, so that they identify the labels without names.</summary>
    public bool IsFixed { get; init; }

    /// <summary>The labels, in the order of their codes.</summary>
    public IEnumerable<string> Labels => Names.OfType<string>();

    /// <summary>The label that a code stands for, or null.</summary>
    public string? this[byte code] => code < Names.Count ? Names[code] : null;
}
