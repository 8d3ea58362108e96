using System.Globalization;
using System.Text.RegularExpressions;
using AttX.Nn;
using AttX.Testing;

namespace AttX.Tests.Models;

/// <summary>The tables of parameters in docs/network.md.</summary>
internal static partial class NetworkDocument
{
    private static readonly string[] s_lines = File.ReadAllLines(Path.Combine(RealData.RepositoryRoot, "docs", "network.md"));

    private static readonly Row[] s_rows =
    [
        .. s_lines.Select(line => TableRow().Match(line)).Where(m => m.Success)
            .SelectMany(m => Expand(m.Groups[1].Value, m.Groups[4].Value).Select(
                e => new Row(e.Name, m.Groups[2].Value.Split(", "), m.Groups[3].Value, e.Initial))),
    ];

    /// <summary>Time steps after stages 1 to 3 of a window of 2560 samples.</summary>
    public static IEnumerable<int> Lengths => s_lines.Select(line => StageRow().Match(line)).Where(m => m.Success)
        .Select(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture));

    /// <summary>The rows of the default model: name, shape, initial values.</summary>
    public static IEnumerable<string> Default =>
        s_rows.Where(row => row.Default.Length > 0).SelectMany(row => row.Name.StartsWith("attx1", StringComparison.Ordinal)
            ? [Describe(row.Name, row.Default, row.Initial), DescribeSecond(row)]
            : (string[])[Describe(row.Name, row.Default, row.Initial)]);

    /// <summary>The rows of a rival connection after stage 1 of the default model's two branches, or of ten features.</summary>
    /// <param name="prefix">What its parameters' names begin with.</param>
    public static IEnumerable<string> Rival(string prefix)
    {
        Dictionary<string, int> symbols = new() { ["m"] = 32, ["i1"] = 64, ["axes"] = 1, ["s"] = 4, ["f"] = 10 };
        return Of(prefix).Select(row => Describe(row.Name, Shape(row, symbols), row.Initial));
    }

    /// <summary>The rows of the context of a network of two branches.</summary>
    public static IEnumerable<string> Context =>
        Of("context.").Select(row => Describe(row.Name, Shape(row, new() { ["d"] = 2 }), row.Initial));

    /// <summary>A parameter as <see cref="Default"/> and <see cref="Expected"/> write it.</summary>
    public static string Describe(Parameter parameter) =>
        Describe(parameter.Name, string.Join(", ", parameter.Shape), parameter.Initialization);

    /// <summary>The rows of a network, from the symbols in the shapes.</summary>
    /// <param name="branches">Name, axes and number of senders of each branch.</param>
    /// <param name="stages">The stages that connections follow.</param>
    /// <param name="widths">Channels of stages 1 to 3.</param>
    /// <param name="classes">Number of classes.</param>
    public static IEnumerable<string> Expected(
        IReadOnlyList<(string Name, int Axes, int Senders)> branches, IReadOnlyList<int> stages, IReadOnlyList<int> widths, int classes)
    {
        Dictionary<string, int> symbols = new() { ["a"] = widths[0], ["b"] = widths[1], ["c"] = widths[2], ["d"] = branches.Count, ["classes"] = classes };
        foreach ((string name, int axes, int senders) in branches)
        {
            symbols["axes"] = axes;
            for (int j = 1; j <= 3; j++)
                symbols[$"i{j}"] = widths[j - 1] * (stages.Contains(j) ? 1 + senders : 1);
            string template = name == "ecg" ? "ecg" : "eda";
            foreach (Row row in Of(template + "."))
                yield return Describe(name + row.Name[3..], Shape(row, symbols), row.Initial);
            foreach (int stage in senders > 0 ? stages : [])
            {
                int own = symbols["i1"];
                symbols["i1"] = symbols[$"i{stage}"];
                foreach (Row row in Of($"attx1.bn_{template}."))
                    yield return Describe($"attx{stage}.bn_{name}{row.Name["attx1.bn_ecg".Length..]}", Shape(row, symbols), row.Initial);
                symbols["i1"] = own;
            }
        }

        foreach (Row row in Of("head."))
            yield return Describe(row.Name, Shape(row, symbols), row.Initial);
        foreach (int stage in stages)
        {
            symbols["m"] = widths[stage - 1];
            foreach (Row row in Of("attx1.").Where(r => !r.Name.Contains(".bn_", StringComparison.Ordinal)))
                yield return Describe($"attx{stage}{row.Name["attx1".Length..]}", Shape(row, symbols), row.Initial);
        }
    }

    // The tables show the connection after stage 1; the one after stage 2 has the next width, which is twice the first by default.
    private static string DescribeSecond(Row row) => Describe(
        row.Name.Replace("attx1", "attx2", StringComparison.Ordinal),
        row.Name == "attx1.W" ? row.Default : (2 * int.Parse(row.Default, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture),
        row.Initial);

    private static IEnumerable<Row> Of(string prefix) => s_rows.Where(row => row.Name.StartsWith(prefix, StringComparison.Ordinal));

    private static string Describe(string name, string shape, Initialization initial) => $"{name} ({shape}) {initial}";

    private static string Shape(Row row, Dictionary<string, int> symbols) => string.Join(", ", row.Shape.Select(e => Value(e, symbols)));

    private static int Value(string expression, Dictionary<string, int> symbols)
    {
        int Term(string term) => int.TryParse(term, CultureInfo.InvariantCulture, out int value) ? value : symbols[term];
        string[] factors = expression.Split('·'), quotient = expression.Split('/');
        return quotient.Length > 1 ? Term(quotient[0]) / Term(quotient[1]) : factors.Aggregate(1, (product, factor) => product * Term(factor));
    }

    /// <summary>One name for each combination of alternatives in braces, with its own part of the initial values if they are several.</summary>
    private static IEnumerable<(string Name, Initialization Initial)> Expand(string pattern, string initial)
    {
        Match braces = Alternatives().Match(pattern);
        if (!braces.Success)
            return [(pattern, Kind(initial))];
        string[] names = braces.Groups[1].Value.Split(','), initials = initial.Split(", ");
        bool last = !Alternatives().IsMatch(pattern[(braces.Index + braces.Length)..]);
        return names.SelectMany((name, i) => Expand(
            pattern[..braces.Index] + name + pattern[(braces.Index + braces.Length)..],
            last && initials.Length == names.Length ? initials[i] : initial));
    }

    private static Initialization Kind(string text) => text switch
    {
        "Glorot" => Initialization.GlorotUniform,
        "identity" => Initialization.Identity,
        "1" => Initialization.Ones,
        "0" => Initialization.Zeros,
        _ => throw new FormatException($"docs/network.md: no initial value is called {text}."),
    };

    [GeneratedRegex(@"^\| `([\w.{},]+)` \| \(([^)]+)\) \| (?:\(([^)]+)\) \| )?([\w, ]+) \|$")]
    private static partial Regex TableRow();

    [GeneratedRegex(@"^\| [123] \|.*\| (\d+) \|$")]
    private static partial Regex StageRow();

    [GeneratedRegex(@"\{([^}]+)\}")]
    private static partial Regex Alternatives();

    private sealed record Row(string Name, string[] Shape, string Default, Initialization Initial);
}
