using AttX.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AttX.Architecture.Tests;

/// <summary>The sources of all projects, and which file names a type of which other.</summary>
internal static class Sources
{
    // What every project imports by itself.
    private const string ImplicitUsings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; "
        + "global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    private static readonly CSharpParseOptions Language = new(LanguageVersion.Latest);

    /// <summary>The folder of the projects.</summary>
    public static string Root { get; } = Path.Combine(RealData.RepositoryRoot, "src");

    /// <summary>The projects.</summary>
    public static IReadOnlyList<string> Projects { get; } = [.. Directory.GetDirectories(Root).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal)];

    /// <summary>Every file.</summary>
    public static IReadOnlyList<SourceFile> Files { get; } = [.. Projects.SelectMany(FilesOf)];

    /// <summary>Each pair of files of which the first names a type that the second declares, or calls an extension method there.</summary>
    public static IReadOnlyList<(SourceFile From, SourceFile To)> Uses { get; } = FindUses();

    private static IEnumerable<SourceFile> FilesOf(string project)
    {
        foreach (string path in Directory.EnumerateFiles(Path.Combine(Root, project), "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string[] parts = Path.GetRelativePath(Root, path).Split(Path.DirectorySeparatorChar);
            if (parts[1] is "bin" or "obj")
                continue;
            yield return new SourceFile(
                project, string.Join('/', parts[1..^1]), string.Join('/', parts), CSharpSyntaxTree.ParseText(File.ReadAllText(path), Language, path));
        }
    }

    /// <summary>All projects are read as one, without their packages: names from those mean nothing here, and nothing is emitted.</summary>
    private static IReadOnlyList<(SourceFile From, SourceFile To)> FindUses()
    {
        var compilation = CSharpCompilation.Create(
            "sources",
            [CSharpSyntaxTree.ParseText(ImplicitUsings, Language), .. Files.Select(f => f.Tree)],
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(p => MetadataReference.CreateFromFile(p)),
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, allowUnsafe: true));
        Dictionary<SyntaxTree, SourceFile> fileOf = Files.ToDictionary(f => f.Tree);
        return [.. Files.SelectMany(from => TypesNamedIn(compilation.GetSemanticModel(from.Tree))
            .SelectMany(type => type.DeclaringSyntaxReferences.Select(r => fileOf[r.SyntaxTree]))
            .Where(to => to != from).Distinct().Select(to => (from, to)))];
    }

    private static IEnumerable<INamedTypeSymbol> TypesNamedIn(SemanticModel model) =>
        model.SyntaxTree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>().Select(name => model.GetSymbolInfo(name).Symbol switch
        {
            INamedTypeSymbol type => type.OriginalDefinition,
            IMethodSymbol { MethodKind: MethodKind.ReducedExtension or MethodKind.Constructor } method => method.ContainingType.OriginalDefinition,
            _ => null,
        }).OfType<INamedTypeSymbol>().Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default);
}
