namespace AttX.Models.Connections;

/// <summary>
/// Which branches' representations flow to which others. Named by the flow itself: the paper's "Type I/II" are ambiguous
/// (docs/method.md). Graphs of the same edges are equal.
/// </summary>
public sealed record ConnectionGraph
{
    private ConnectionGraph(IReadOnlyList<(string From, string To)>? edges) => Edges = edges;

    /// <summary>No connection: feature-level fusion.</summary>
    public static ConnectionGraph None { get; } = new([]);

    /// <summary>Every branch receives from every other, however many there are.</summary>
    public static ConnectionGraph AllToAll { get; } = new((IReadOnlyList<(string From, string To)>?)null);

    /// <summary>Sender and receiver of each connection, by the branches' names, in alphabetical order; null for all to all.</summary>
    public IReadOnlyList<(string From, string To)>? Edges { get; }

    /// <summary>Whether nothing flows.</summary>
    public bool IsEmpty => Edges is { Count: 0 };

    /// <summary>A graph of these edges, in any order.</summary>
    public static ConnectionGraph Of(params IEnumerable<(string From, string To)> edges) => new(
        [.. edges.Distinct().OrderBy(e => e.From, StringComparer.Ordinal).ThenBy(e => e.To, StringComparer.Ordinal)]);

    /// <summary>Whether one branch receives from another.</summary>
    public bool Connects(string from, string to) => Edges?.Contains((from, to)) ?? from != to;

    /// <summary>For each of the branches those it receives from, as indices in their order.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Senders(IReadOnlyList<string> branches) =>
        [.. branches.Select(to => Enumerable.Range(0, branches.Count).Where(from => Connects(branches[from], to)).ToArray())];

    /// <summary>The same graph, <see cref="AllToAll"/> where every pair of the branches is connected both ways.</summary>
    public ConnectionGraph Among(IReadOnlyList<string> branches) =>
        branches.All(to => branches.All(from => from == to || Connects(from, to)))
        && Edges?.All(e => branches.Contains(e.From) && branches.Contains(e.To) && e.From != e.To) == true ? AllToAll : this;

    /// <inheritdoc/>
    public bool Equals(ConnectionGraph? other) =>
        other != null && (Edges == null ? other.Edges == null : other.Edges != null && Edges.SequenceEqual(other.Edges));

    /// <inheritdoc/>
    public override int GetHashCode() => Edges == null ? -1 : Edges.Aggregate(0, HashCode.Combine);

    /// <summary>The edges as <c>eda&gt;ecg,resp&gt;ecg</c>; <c>all to all</c>, or <c>none</c>.</summary>
    public override string ToString() =>
        Edges == null ? "all to all" : IsEmpty ? "none" : string.Join(',', Edges.Select(e => $"{e.From}>{e.To}"));
}
