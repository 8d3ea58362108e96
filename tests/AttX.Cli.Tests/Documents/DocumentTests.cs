using System.Reflection;
using System.Text.RegularExpressions;
using AttX.Classical.Table;
using AttX.Testing;

namespace AttX.Cli.Tests.Documents;

/// <summary>
/// What the documents name exists. Text in backticks is taken for a name of ours where it is one dotted word in PascalCase: a project,
/// a namespace, a type, a type's member, a member alone, or a file of the tests. Text that begins with a top folder's name is a path, but for placeholders.
/// </summary>
public partial class DocumentTests
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    // Names of packages, and of other people's programs and formats.
    private static readonly string[] s_foreign =
        ["AttX.Tool", "BenchmarkDotNet", "LaTeX", "MaxArraySize", "MaxJobCount", "NaN", "PyTorch", "Scan", "SciPy"];

    private static readonly Type[] s_types = [.. Ours(typeof(App).Assembly).Union(Ours(typeof(LearnerTable).Assembly)).SelectMany(assembly => assembly.GetTypes())];

    private static readonly HashSet<string> s_names =
    [
        .. s_types.SelectMany(NamesOf),
        .. s_types.Select(t => t.Namespace ?? "").Distinct().SelectMany(n => n.Split('.').Select((_, i) => string.Join('.', n.Split('.').Take(i + 1)))),
        .. new[] { "src", "tests", "bench" }.SelectMany(f => Directory.GetDirectories(Path.Combine(RealData.RepositoryRoot, f))).Select(d => Path.GetFileName(d)),
        .. Directory.EnumerateFiles(Path.Combine(RealData.RepositoryRoot, "tests"), "*.cs", SearchOption.AllDirectories).Select(f => Path.GetFileNameWithoutExtension(f)),
    ];

    public static TheoryData<string> Documents =>
    [
        .. Directory.GetFiles(RealData.RepositoryRoot, "*.md")
            .Concat(Directory.GetFiles(Path.Combine(RealData.RepositoryRoot, "docs"), "*.md", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(RealData.RepositoryRoot, path)),
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Names_in_backticks_exist(string document)
    {
        string[] unknown = [.. Codes(document).Where(code => Name().IsMatch(code) && !s_foreign.Contains(code) && !s_names.Contains(code))];
        Assert.Empty(unknown);
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Paths_in_backticks_exist(string document)
    {
        string[] missing =
            [.. Codes(document).Where(code => SourcePath().IsMatch(code) && !Path.Exists(Path.Combine(RealData.RepositoryRoot, code)))];
        Assert.Empty(missing);
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_lead_to_files_and_headings(string document)
    {
        string[] broken = [.. Prose(document).SelectMany(text => Link().Matches(text).Select(m => m.Groups[1].Value))
            .Where(link => !link.Contains("://", StringComparison.Ordinal) && !Leads(document, link))];
        Assert.Empty(broken);
    }

    [Fact]
    public void The_layout_in_the_architecture_names_types_that_exist()
    {
        string[] unknown = [.. Fenced("ARCHITECTURE.md").SelectMany(line => Compound().Matches(line).Select(m => m.Value))
            .Where(name => !s_foreign.Contains(name) && !s_names.Contains(name))];
        Assert.Empty(unknown);
    }

    private static IEnumerable<string> Codes(string document) =>
        Prose(document).SelectMany(text => Code().Matches(text).Select(m => m.Groups[1].Value));

    private static IEnumerable<Assembly> Ours(Assembly root) => root.GetReferencedAssemblies()
        .Where(name => name.Name!.StartsWith("AttX", StringComparison.Ordinal)).SelectMany(name => Ours(Assembly.Load(name))).Append(root).Distinct();

    /// <summary>A type and its members, by plain and by full name.</summary>
    private static IEnumerable<string> NamesOf(Type type)
    {
        string name = type.Name.Split('`')[0];
        string[] members = [.. type.GetMembers(Any).Select(m => m.Name).Distinct()];
        return [name, $"{type.Namespace}.{name}", .. members, .. members.Select(m => $"{name}.{m}")];
    }

    private static bool Leads(string document, string link)
    {
        string[] parts = link.Split('#', 2);
        string here = Path.Combine(RealData.RepositoryRoot, document);
        string file = parts[0].Length == 0 ? here : Path.Combine(Path.GetDirectoryName(here)!, parts[0]);
        return Path.Exists(file) && (parts.Length == 1 || File.ReadLines(file).Any(line => Anchor(line) == parts[1]));
    }

    private static string? Anchor(string line) => line.StartsWith('#')
        ? NotInAnchor().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-')
        : null;

    private static IEnumerable<string> Prose(string document) => Lines(document).Where(l => !l.Fenced).Select(l => l.Text);

    private static IEnumerable<string> Fenced(string document) => Lines(document).Where(l => l.Fenced).Select(l => l.Text);

    private static IEnumerable<(string Text, bool Fenced)> Lines(string document)
    {
        bool fenced = false;
        foreach (string line in File.ReadLines(Path.Combine(RealData.RepositoryRoot, document)))
        {
            bool fence = line.TrimStart().StartsWith("```", StringComparison.Ordinal);
            if (!fence)
                yield return (line, fenced);
            fenced ^= fence;
        }
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"^(?=.*[a-z])[A-Z][A-Za-z0-9]*(\.[A-Z][A-Za-z0-9]*)*$")]
    private static partial Regex Name();

    [GeneratedRegex(@"^(src|tests|bench|docs)/[\w./-]+$")]
    private static partial Regex SourcePath();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<![\w./])[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+(?![\w./])")]
    private static partial Regex Compound();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();
}
