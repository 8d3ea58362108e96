namespace AttX.Architecture.Tests;

/// <summary>Finds rings in a graph of names.</summary>
internal static class Graph
{
    /// <summary>Sets of nodes each of which can be reached from every other of its set; only sets of two and more.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Rings(IEnumerable<(string From, string To)> edges)
    {
        ILookup<string, string> next = edges.Where(e => e.From != e.To).Distinct().ToLookup(e => e.From, e => e.To);
        Dictionary<string, HashSet<string>> reached = next.ToDictionary(node => node.Key, node => Reachable(next, node.Key));
        return [.. reached.Keys
            .Select(node => reached[node].Where(other => other == node || (reached.TryGetValue(other, out HashSet<string>? back) && back.Contains(node)))
                .Append(node).Distinct().Order(StringComparer.Ordinal).ToArray())
            .Where(ring => ring.Length > 1).DistinctBy(ring => ring[0])];
    }

    private static HashSet<string> Reachable(ILookup<string, string> next, string start)
    {
        var seen = new HashSet<string>();
        var open = new Stack<string>(next[start]);
        while (open.TryPop(out string? node))
            if (seen.Add(node))
                foreach (string further in next[node])
                    open.Push(further);
        return seen;
    }
}
