using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AttX.Architecture.Tests;

/// <summary>Fails on files and methods that nobody can take in at once.</summary>
public class SizeTests
{
    private const int MaximumFile = 300, MaximumMethod = 40, MaximumKernel = 80;

    /// <summary>Code in vectors, whose parts mean little by themselves, beside its scalar reference.</summary>
    private static readonly string[] Kernels = ["AttX.Nn/Kernels/", "AttX.Datasets/Pickle/EscapedText."];

    [Fact]
    public void No_file_is_too_long() => Findings.RequireNone(Sources.Files
        .Select(f => (f.Path, Lines: f.Tree.GetText().ToString().TrimEnd().Split('\n').Length))
        .Where(f => f.Lines > MaximumFile).Select(f => $"{f.Path}: {f.Lines} lines"));

    [Fact]
    public void No_method_is_too_long() => Findings.RequireNone(
        from file in Sources.Files
        let maximum = Kernels.Any(k => file.Path.StartsWith(k, StringComparison.Ordinal)) ? MaximumKernel : MaximumMethod
        from method in Methods(file.Tree.GetRoot())
        let lines = Lines(method)
        where lines > maximum
        select $"{file.Path}({method.GetLocation().GetLineSpan().StartLinePosition.Line + 1}): {lines} lines");

    [Theory]
    [InlineData("class C\n{\n    /// <summary>Not counted.</summary>\n    int M()\n    {\n        return 1;\n    }\n}", 4)]
    [InlineData("class C\n{\n    int M() =>\n        1;\n}", 2)]
    [InlineData("class C\n{\n    int P\n    {\n        get\n        {\n            return 1;\n        }\n    }\n}", 4)]
    public void Lines_are_counted_from_the_signature_to_the_closing_brace(string source, int lines) =>
        Assert.Equal(lines, Lines(Assert.Single(Methods(CSharpSyntaxTree.ParseText(source).GetRoot()))));

    private static IEnumerable<SyntaxNode> Methods(SyntaxNode root) =>
        root.DescendantNodes().Where(node => node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax);

    private static int Lines(SyntaxNode node)
    {
        FileLinePositionSpan span = node.GetLocation().GetLineSpan();
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }
}
