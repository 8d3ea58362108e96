using AttX.Models.Connections;

namespace AttX.Options;

/// <summary>How options spell a <see cref="ConnectionGraph"/>: by a word where one fits, else by its edges, <c>eda&gt;ecg,resp&gt;ecg</c>.</summary>
internal static class ConnectionText
{
    private static readonly (string Word, string Type, ConnectionGraph Graph)[] Words =
    [
        ("both", "III", ConnectionGraph.AllToAll),
        ("ecg-to-eda", "I", ConnectionGraph.Of(("ecg", "eda"))),
        ("eda-to-ecg", "II", ConnectionGraph.Of(("eda", "ecg"))),
        ("none", "", ConnectionGraph.None),
    ];

    /// <summary>The forms, for a help text.</summary>
    public static string Forms { get; } = string.Join('|', Words.Select(w => w.Word)) + "|FROM>TO,…";

    /// <summary>The graph that a text spells.</summary>
    /// <exception cref="FormatException">None: says what would be.</exception>
    public static ConnectionGraph Parse(string text)
    {
        foreach ((string word, _, ConnectionGraph graph) in Words)
            if (word.Equals(text, StringComparison.OrdinalIgnoreCase))
                return graph;
        (string From, string To)[] edges = [.. text.ToLowerInvariant().Split(',').Select(edge => Edge(edge) ?? throw new FormatException(
            $"must be {string.Join(", ", Words.Select(w => w.Word))}, or edges such as eda>ecg,resp>ecg, got {text}"))];
        if (edges.FirstOrDefault(e => e.From == e.To) is { From: { } itself })
            throw new FormatException($"must join different branches, got {itself}>{itself}");
        if (edges.Distinct().Count() < edges.Length)
            throw new FormatException($"names an edge twice: {text}");
        return ConnectionGraph.Of(edges);
    }

    /// <summary>The text of a graph.</summary>
    public static string Of(ConnectionGraph graph) => Words.FirstOrDefault(w => w.Graph.Equals(graph)).Word ?? graph.ToString();

    /// <summary>The graph that the paper calls Type I, II or III.</summary>
    /// <exception cref="FormatException">Another text.</exception>
    public static ConnectionGraph ParseType(string text) =>
        Words.FirstOrDefault(w => w.Type.Length > 0 && w.Type.Equals(text, StringComparison.OrdinalIgnoreCase)).Graph
            ?? throw new FormatException($"must be I, II or III, got {text}");

    private static (string From, string To)? Edge(string text) =>
        text.Split('>', StringSplitOptions.TrimEntries) is [{ Length: > 0 } from, { Length: > 0 } to] ? (from, to) : null;
}
