using System.Reflection;
using System.Text.RegularExpressions;
using AttX.Testing;

namespace AttX.Cli.Tests.Documents;

/// <summary>
/// What the documents name exists. Text in backticks is taken for a name of ours where it is one dotted word in PascalCase: a project,
/// a namespace, a type, a type's member, or a member alone. Text that begins with a top folder's name is a path, but for placeholders.
/// </summary>
public partial class DocumentTests
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    // Names of other people's programs and formats.
    private static readonly string[] s_foreign = ["MaxArraySize", "MaxJobCount", "Scan"];

    private static readonly Type[] s_types = [.. Ours(typeof(App).Assembly).SelectMany(assembly => assembly.GetTypes())];

    private static readonly HashSet<string> s_namespaces =
        [.. s_types.Select(t => t.Namespace ?? "").SelectMany(n => n.Split('.').Select((_, i) => string.Join('.', n.Split('.').Take(i + 1))))];

    public static TheoryData<string> Documents =>
    [
        .. Directory.GetFiles(RealData.RepositoryRoot, "*.md"),
        .. Directory.GetFiles(Path.Combine(RealData.RepositoryRoot, "docs"), "*.md", SearchOption.AllDirectories),
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Names_in_backticks_exist(string document) => Assert.Empty(Prose(document)
        .SelectMany(text => Code().Matches(text).Select(m => m.Groups[1].Value))
        .Where(code => Name().IsMatch(code) && !s_foreign.Contains(code) && !Exists(code)));

    [Theory]
    [MemberData(nameof(Documents))]
    public void Paths_in_backticks_exist(string document) => Assert.Empty(Prose(document)
        .SelectMany(text => Code().Matches(text).Select(m => m.Groups[1].Value))
        .Where(code => SourcePath().IsMatch(code) && !Path.Exists(Path.Combine(RealData.RepositoryRoot, code))));

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_lead_to_files_and_headings(string document) => Assert.Empty(Prose(document)
        .SelectMany(text => Link().Matches(text).Select(m => m.Groups[1].Value))
        .Where(link => !link.Contains("://", StringComparison.Ordinal) && !Leads(document, link)));

    [Fact]
    public void The_layout_in_the_architecture_names_types_that_exist() => Assert.Empty(
        Fenced(Path.Combine(RealData.RepositoryRoot, "ARCHITECTURE.md")).SelectMany(line => Compound().Matches(line).Select(m => m.Value))
            .Where(name => !Exists(name)));

    private static IEnumerable<Assembly> Ours(Assembly root) => root.GetReferencedAssemblies()
        .Where(name => name.Name!.StartsWith("AttX", StringComparison.Ordinal)).SelectMany(name => Ours(Assembly.Load(name))).Append(root).Distinct();

    private static bool Exists(string name)
    {
        if (s_namespaces.Contains(name) || s_types.Any(t => t.FullName == name || Plain(t) == name || HasMember(t, name)))
            return true;
        if (new[] { "src", "tests", "bench" }.Any(folder => Directory.Exists(Path.Combine(RealData.RepositoryRoot, folder, name))))
            return true;
        int dot = name.LastIndexOf('.');
        return dot > 0 && s_types.Any(t => (t.FullName == name[..dot] || Plain(t) == name[..dot]) && HasMember(t, name[(dot + 1)..]));
    }

    private static string Plain(Type type) => type.Name.Split('`')[0];

    private static bool HasMember(Type type, string name) => type.GetMember(name, Any).Length > 0;

    private static bool Leads(string document, string link)
    {
        string[] parts = link.Split('#', 2);
        string file = parts[0].Length == 0 ? document : Path.Combine(Path.GetDirectoryName(document)!, parts[0]);
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
        foreach (string line in File.ReadLines(document))
        {
            bool fence = line.StartsWith("```", StringComparison.Ordinal);
            if (!fence)
                yield return (line, fenced);
            fenced ^= fence;
        }
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"^(?=.*[a-z])[A-Z]\w*(\.[A-Z]\w*)*$")]
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
